def a():
    import numpy as np
    return np.prod([2, 3]).item()


def b(np=None):
    return np and np.product


print(a(), b())
