from .compat import *
from .compat import np as xp


def total(x):
    return int(product(x)) + int(np.product(x)) + int(xp.product(x))


def kinds():
    return float_.__name__, xp.float_.__name__, xp.NINF
