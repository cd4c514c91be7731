"""Submodules of numpy.core, imported from it."""
import numpy as np
from numpy.core import multiarray, umath
from numpy.core.fromnumeric import reshape

x = multiarray.array([1, 2])
print(umath.add(x, 1).tolist(), umath.maximum.reduce(x).item(), reshape(np.arange(4), (2, 2)).tolist())
