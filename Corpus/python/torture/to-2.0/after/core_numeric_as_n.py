"""A private module under a name of its own."""
import numpy as np

x = np.asarray([3.0, 4.0])
print(float(np.sqrt(np.dot(x, x))), np.ones(2).tolist())
