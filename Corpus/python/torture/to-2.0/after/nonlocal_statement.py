"""Closures over a local import."""


def outer():
    import numpy as np
    limit = np.inf

    def inner(x):
        nonlocal limit
        limit = -np.inf
        return int(np.prod(x))

    return inner([2, 3]), limit


print(outer())
