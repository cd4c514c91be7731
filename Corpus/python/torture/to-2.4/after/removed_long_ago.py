"""Releases in between add up: 1.23, 1.24, 1.25, 2.0 and 2.3 in one pass."""
import numpy as np

print(np.array([3.5]).item(), len([1, 2]), np.sctypeDict["float64"].__name__)
print(float(1), np.bool_(1).item(), np.array([1], np.int8).tobytes())
print(np.prod([2, 3]).item(), np.asarray([1]).tolist())
