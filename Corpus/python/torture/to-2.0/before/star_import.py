"""Everything at once."""
from numpy import *

x = array([1.0, 2.0, 4.0])
print(float(product(x)), cumproduct(x).tolist())
print(float(float_(1)), Inf, isnan(NaN))
print(float(trapz(x)))
