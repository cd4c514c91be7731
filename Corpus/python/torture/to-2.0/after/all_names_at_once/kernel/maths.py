from .compat import *
from .compat import np as xp


def total(x):
    return int(product(x)) + int(np.prod(x)) + int(xp.prod(x))


def kinds():
    return float_.__name__, xp.float64.__name__, -xp.inf
