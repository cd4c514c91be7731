"""Fallbacks on ImportError: left alone, whichever branch comes first."""
try:
    from numpy.exceptions import AxisError
except ImportError:
    from numpy import AxisError

try:
    from numpy import product
except ImportError:
    from numpy import prod as product

try:
    from numpy.lib.array_utils import normalize_axis_index
except (ImportError, ModuleNotFoundError):
    from numpy.core.multiarray import normalize_axis_index

print(AxisError.__name__, int(product([2, 3])), normalize_axis_index(-1, 2))
