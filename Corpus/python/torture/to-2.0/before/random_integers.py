"""Deprecated long before the release in use, and still standing: moved all the same."""
import numpy as np

np.random.seed(3)
print(np.random.random_integers(1, 6, size=3).tolist(), int(np.random.random_integers(10)))
