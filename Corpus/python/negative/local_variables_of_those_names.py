import numpy as np

product = np.prod([2, 3]).item()
Inf, NaN, float_ = 1, 2, 3
in1d = trapz = product + Inf
print(product, Inf, NaN, float_, in1d, trapz)
