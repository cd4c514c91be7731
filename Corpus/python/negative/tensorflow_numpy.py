import tensorflow.experimental.numpy as np

print(np.product([1, 2]), np.float_, np.array([1], copy=False))
