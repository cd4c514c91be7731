"""Names taken one by one."""
from numpy import array, cumprod, prod, any as sometrue
from numpy import float64, round as round_

x = array([1.5, 2.25])
print(float(prod(x)), cumprod(x).tolist(), bool(sometrue(x > 2)))
print(float(float64(3)), round_(x, 1).tolist())
