import numpy as np


def total(x):
    """Like np.product, but np.Inf for an empty `x` (see numpy.core.fromnumeric)."""
    # np.product(x) was slower here
    return np.prod(x).item() if len(x) else np.inf


print(total([2, 3]), total([]))
