"""Cutting signals into frames and putting them together again."""
from numpy import asarray, vstack, zeros
import numpy as np

from .compat import AxisError, float_, normalize_axis_tuple, sliding_window_view


def frames(x, size, hop):
    """(n, size) frames, a read-only view where possible."""
    x = asarray(x, dtype=float_)
    if x.ndim != 1:
        raise ValueError("a signal has one dimension")
    if size > x.size:
        return zeros((0, size), dtype=float_)
    return sliding_window_view(x, size)[::hop]


def overlap_add(parts, hop):
    parts = asarray(parts)
    n, size = parts.shape
    out = zeros((n - 1) * hop + size, dtype=parts.dtype)
    for i, part in enumerate(parts):
        out[i * hop:i * hop + size] += part
    return out


def window(kind, size):
    """`size` samples of a window by its name."""
    try:
        f = {"hann": np.hanning, "hamming": np.hamming, "flat": np.ones}[kind]
    except KeyError:
        raise ValueError("no window named %r" % (kind,)) from None
    return f(size)


def moved(x, source, target):
    """`np.moveaxis` that gives None where an axis does not exist."""
    x = asarray(x)
    try:
        normalize_axis_tuple(source, x.ndim)
        return np.moveaxis(x, source, target)
    except AxisError:
        return None


def joined(blocks):
    return vstack([asarray(block) for block in blocks])
