"""Parentheses, trailing commas and comments in an import."""
from numpy import (
    array,
    cumprod,     # running
    # the whole
    prod,
)
from numpy.exceptions import (
    AxisError,  # raised by sum and friends
    VisibleDeprecationWarning as Visible,
)
from numpy import (float64 as real,
                   complex128 as cplx)

print(int(prod(array([2, 3]))), cumprod([2, 3]).tolist(), real(1).item(), cplx(1).item())
try:
    array([1]).sum(axis=3)
except AxisError as error:
    print(error, issubclass(Visible, UserWarning))
