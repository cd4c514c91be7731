"""Features in the frequency domain."""
import numpy as np
from numpy import fft

from .compat import complex_, float_
from .frames import window


def spectrum(x, kind="hann"):
    """One-sided amplitude spectrum."""
    x = np.asarray(x, dtype=float_)
    w = window(kind, x.size)
    return np.abs(fft.rfft(x * w)) * (2.0 / w.sum())


def transfer(a, b):
    """Transfer function from `a` to `b`, as complex numbers."""
    A, B = fft.rfft(a).astype(complex_), fft.rfft(b).astype(np.complex128)
    quiet = np.abs(A) < 1e-12
    H = np.where(quiet, np.complex128(0), B / np.where(quiet, 1, A))
    return H


def band_energy(x, rate, low, high=np.inf):
    amplitudes = spectrum(x)
    f = fft.rfftfreq(len(x), 1.0 / rate)
    inside = (f >= low) & (f < high)
    return float(np.sum(amplitudes[inside] ** 2))


def centroid(x, rate):
    amplitudes = spectrum(x)
    f = fft.rfftfreq(len(x), 1.0 / rate)
    total = amplitudes.sum()
    if np.all(amplitudes == 0):
        return np.nan
    return float((f * amplitudes).sum() / total)


def spectral_flatness(x):
    power = spectrum(x)[1:] ** 2 + np.finfo(np.float64).tiny
    return float(np.exp(np.log(power).mean()) / power.mean())


def area(x, rate):
    """Area under the spectrum."""
    integrate = np.trapezoid
    return float(integrate(spectrum(x), dx=rate / len(x)))


# the old name, still imported by the bench's notebooks
mean_frequency = centroid
