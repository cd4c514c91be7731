"""The NumPy names the package is built on, in one place.

Modules of this package say ``from .compat import ...``; so do two notebooks of
the test bench, which is why the names here do not change.
"""
from numpy import (
    Inf,
    NaN,
    complex_,  # spectra
    cumproduct,
    float_,    # signals
    product,
    sometrue,
)
from numpy import AxisError, VisibleDeprecationWarning
from numpy.core.numeric import normalize_axis_tuple
from numpy.lib.stride_tricks import sliding_window_view

__all__ = [
    "AxisError",
    "Inf",
    "NaN",
    "VisibleDeprecationWarning",
    "complex_",
    "cumproduct",
    "float_",
    "normalize_axis_tuple",
    "product",
    "sliding_window_view",
    "sometrue",
]
