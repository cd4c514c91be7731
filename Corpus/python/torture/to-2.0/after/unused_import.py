"""A removed name that is imported and never used still breaks the import."""
from numpy import prod as product
from numpy import asarray, isin as in1d  # noqa: F401
import numpy as np

print(asarray([1]).tolist(), np.pi > 3)
