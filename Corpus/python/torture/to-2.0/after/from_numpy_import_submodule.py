"""Submodules by name: these stay."""
from numpy import linalg, random
import numpy.random as nr
import numpy as np

print(np.asarray([1]).tolist(), np.pad([1], 1).tolist(), float(linalg.norm([3.0, 4.0])))
print(random.RandomState(0).randint(5), nr.RandomState(0).randint(5), np.prod([1]).item())
