"""Features in the time domain. Each takes a 1-d signal and gives a float."""
from numpy import *

from .compat import product

__all__ = [
    "crest_factor",
    "geometric_mean",
    "impulse_factor",
    "kurtosis",
    "peak_to_peak",
    "rms",
    "sorted_quantile",
    "trim",
    "work",
    "zero_crossings",
]


def _signal(x) -> ndarray:
    return asfarray(x)


def rms(x):
    x = _signal(x)
    return float(sqrt(mean(x * x)))


def peak_to_peak(x):
    x = asarray(x, dtype=float_)
    return float(x.ptp())


def crest_factor(x):
    level = rms(x)
    if level == 0:
        return Inf
    return float(absolute(_signal(x)).max() / level)


def impulse_factor(x):
    """Peak over mean level; NaN for silence."""
    level = mean(absolute(_signal(x)))
    return float(absolute(_signal(x)).max() / level) if level else NaN


def kurtosis(x):
    x = _signal(x)
    centred = x - x.mean()
    spread = (centred ** 2).mean()
    # a constant signal has no tails
    return float((centred ** 4).mean() / spread ** 2) if spread else 0.0


def geometric_mean(x):
    x = absolute(_signal(x)) + 1e-9
    return float(product(x) ** (1.0 / x.size))


def zero_crossings(x):
    negative = signbit(_signal(x))
    return int(sum(negative[1:] != negative[:-1]))


def work(x, rate=1.0):
    """Integral of the power over time."""
    return float(trapz(_signal(x) ** 2, dx=1.0 / rate))


def sorted_quantile(x, q):
    """The value at a quantile, no interpolation between samples."""
    ordered = msort(_signal(x))
    return float(ordered[int(q * (len(ordered) - 1))])


def trim(x, level=0.0):
    """The signal without the quiet ends (at or below `level`)."""
    loud = flatnonzero(absolute(_signal(x)) > level)
    if not loud.size:
        return _signal([])
    return _signal(x)[loud[0]:loud[-1] + 1]
