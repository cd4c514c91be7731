import numpy as np

print(np.reshape([1, 2], (2, 1)).tolist(), np.arange(4).reshape((2, 2)).tolist())
