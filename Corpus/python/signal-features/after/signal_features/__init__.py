"""Features of vibration signals.

>>> from signal_features import rms
>>> rms([3.0, 4.0, 0.0, 0.0])
2.5
"""
from .envelope import envelope, spectrum_of_envelope
from .frames import frames, overlap_add
from .registry import FEATURES, compute, names
from .spectral import band_energy, centroid, spectrum
from .temporal import *
from .temporal import __all__ as _temporal

__version__ = "2.3.0"

__all__ = [
    "FEATURES",
    "band_energy",
    "centroid",
    "compute",
    "envelope",
    "frames",
    "names",
    "overlap_add",
    "spectrum",
    "spectrum_of_envelope",
] + _temporal
