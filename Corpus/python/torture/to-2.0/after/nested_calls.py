"""Removed calls in the arguments of removed calls."""
import numpy as np

x = [[1.0, 2.0], [3.0, 4.0]]
print(float(np.prod(np.cumprod(np.asarray(x)))))
print(bool(np.all(np.isin([1, 2], np.asarray([np.prod([1, 2]), 1])))))
print(np.sort(np.vstack([np.cumprod([3, 1]), np.asarray([2, np.prod([1, 1])], dtype=np.float64)]), axis=0).tolist())
print(float(np.ptp(np.asarray(x, dtype=np.float64))))
print(np.round(np.round(np.round(np.pi, 4), 3), 2).item())
