import numpy as np
from numpy.polynomial import Polynomial
from numpy.random import RandomState

print(Polynomial([1, 2])(3).item(), RandomState(0).randint(9), np.random.RandomState(0).randint(9))
