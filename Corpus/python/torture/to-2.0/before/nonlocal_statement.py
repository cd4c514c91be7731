"""Closures over a local import."""


def outer():
    import numpy as np
    limit = np.Inf

    def inner(x):
        nonlocal limit
        limit = np.NINF
        return int(np.product(x))

    return inner([2, 3]), limit


print(outer())
