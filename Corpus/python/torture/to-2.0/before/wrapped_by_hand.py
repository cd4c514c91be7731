"""Functions of the program's own that happen to have NumPy's old names."""
import numpy as np


def product(x):
    """np.product, for lists of strings too."""
    return np.product([int(v) for v in x])


def float_(x):
    return np.float_(x) + product(["2"])


def cumproduct(x, product=product):
    return [int(product(x[:i + 1])) for i in range(len(x))]


print(int(product(["2", "3"])), float_(1).item(), cumproduct(["2", "3"]))
