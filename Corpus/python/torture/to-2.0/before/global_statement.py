"""The import happens in a function and is global."""


def load():
    global np, product
    import numpy as np
    from numpy import product


def use(x):
    return int(np.product(x)), int(product(x)), np.Inf


load()
print(use([2, 3]))
