import cupy as np

print(np.product([1, 2]), np.in1d([1], [2]), np.float_(1))
