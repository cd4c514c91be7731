"""Submodules of numpy.core, imported from it."""
import numpy as np
from numpy import reshape

x = np.array([1, 2])
print(np.add(x, 1).tolist(), np.maximum.reduce(x).item(), reshape(np.arange(4), (2, 2)).tolist())
