"""A removed name that is imported and never used still breaks the import."""
from numpy import prod
from numpy import asarray, isin  # noqa: F401
import numpy as np

print(asarray([1]).tolist(), np.pi > 3)
