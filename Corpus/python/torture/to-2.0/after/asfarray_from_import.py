"""The default needs a name that the file has not got yet."""
from numpy import asarray, float64

print(asarray([1, 2], dtype=float64).dtype.name, asarray([1], dtype=float64).tolist())
