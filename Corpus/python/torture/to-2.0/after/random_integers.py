"""Deprecated long before the release in use, and still standing: moved all the same."""
import numpy as np

np.random.seed(3)
print(np.random.randint(1, 6 + 1, size=3).tolist(), int(np.random.randint(1, 10 + 1)))
