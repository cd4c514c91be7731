import numpy as np


def product(values):
    return np.prod(values).item()


print(product([2, 3]))
