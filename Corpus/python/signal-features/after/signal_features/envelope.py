"""The envelope of a signal by its analytic signal, as bearing people do."""
import numpy as np

from . import spectral
from .compat import cumproduct, complex_, sometrue

_GAIN = np.array([2.0])


def analytic(x):
    x = np.asarray(x, dtype=np.float64)
    n = x.size
    spectrum = np.fft.fft(x).astype(complex_)
    step = np.zeros(n, dtype=np.float64)
    step[0] = 1.0
    step[1:(n + 1) // 2] = _GAIN
    if n % 2 == 0:
        step[n // 2] = 1.0
    return np.fft.ifft(spectrum * step)


def envelope(x, decay=None):
    level = np.abs(analytic(x))
    if decay is not None:
        level = level * cumproduct(np.full(level.size, decay))
    return level


def spectrum_of_envelope(x):
    level = envelope(x)
    if sometrue(np.isnan(level)):
        raise ValueError("signal holds NaN")
    return spectral.spectrum(level - level.mean())


class Follower:
    """An envelope follower with separate attack and release.

    Keeps its state between blocks.
    """

    def __init__(self, attack=0.6, release=0.1):
        self.attack, self.release = attack, release
        self.state = np.float64(0.0)

    def __call__(self, block):
        out = np.empty(len(block), dtype=np.float64)
        for i, v in enumerate(np.abs(block)):
            step = self.attack if v > self.state else self.release
            self.state += step * (v - self.state)
            out[i] = self.state
        return out

    # not NumPy's: the range seen so far
    def ptp(self):
        return float(self.state)
