import types

import numpy as np

shelves = [types.SimpleNamespace(product=n, Inf=0) for n in (1, 2)]


def count():
    total = 0
    for np in shelves:
        total += np.product + np.Inf
    return total


print(count(), np.pi > 3)
