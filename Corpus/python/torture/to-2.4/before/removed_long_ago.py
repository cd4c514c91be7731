"""Releases in between add up: 1.23, 1.24, 1.25, 2.0 and 2.3 in one pass."""
import numpy as np

print(np.asscalar(np.array([3.5])), np.alen([1, 2]), np.typeDict["float64"].__name__)
print(np.float(1), np.bool8(1).item(), np.array([1], np.int8).tostring())
print(np.product([2, 3]).item(), np.core.numeric.asarray([1]).tolist())
