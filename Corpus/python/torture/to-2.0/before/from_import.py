"""Names taken one by one."""
from numpy import array, cumproduct, product, sometrue
from numpy import float_, round_

x = array([1.5, 2.25])
print(float(product(x)), cumproduct(x).tolist(), bool(sometrue(x > 2)))
print(float(float_(3)), round_(x, 1).tolist())
