"""NumPy is optional here. It is still NumPy where it is used."""
try:
    import numpy as np
except ImportError:
    np = None

try:
    from numpy import ndarray
except ImportError:
    ndarray = None


def product(x):
    if np is None:
        result = 1
        for v in x:
            result *= v
        return result
    return int(np.prod(x))


print(product([2, 3]), np is not None and np.inf, ndarray is not None)
