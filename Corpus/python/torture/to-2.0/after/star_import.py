"""Everything at once."""
from numpy import *

x = array([1.0, 2.0, 4.0])
print(float(prod(x)), cumprod(x).tolist())
print(float(float64(1)), inf, isnan(nan))
print(float(trapezoid(x)))
