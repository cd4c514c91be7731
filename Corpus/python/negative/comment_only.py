# import numpy as np; np.product(x); from numpy import float_
print("nothing")  # np.Inf
