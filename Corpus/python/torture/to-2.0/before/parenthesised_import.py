"""Parentheses, trailing commas and comments in an import."""
from numpy import (
    array,
    AxisError,  # raised by sum and friends
    cumproduct,     # running
    # the whole
    product,
    VisibleDeprecationWarning as Visible,
)
from numpy import (float_ as real,
                   complex_ as cplx)

print(int(product(array([2, 3]))), cumproduct([2, 3]).tolist(), real(1).item(), cplx(1).item())
try:
    array([1]).sum(axis=3)
except AxisError as error:
    print(error, issubclass(Visible, UserWarning))
