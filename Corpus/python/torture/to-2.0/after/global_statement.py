"""The import happens in a function and is global."""


def load():
    global np, product
    import numpy as np
    from numpy import prod as product


def use(x):
    return int(np.prod(x)), int(product(x)), np.inf


load()
print(use([2, 3]))
