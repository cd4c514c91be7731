"""Re-exports: what others import stays under its name."""
from .compat import *
from .compat import product as multiply
from .shapes import normalize_axis_index
from . import maths as m

__all__ = ["multiply", "normalize_axis_index", "float_", "Inf", "total", "m"]

from .maths import total
