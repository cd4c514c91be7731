import autograd.numpy as np
from autograd.numpy import product

print(product([1, 2]), np.float_(2))
