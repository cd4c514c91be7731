"""`in1d` always gave one dimension; `isin` keeps the shape, so the shape must be known."""
import numpy as np

flat = np.array([1, 2, 5])
print(np.in1d(flat, [1, 5]).tolist(), np.in1d([1, 2], flat, assume_unique=True).tolist())
