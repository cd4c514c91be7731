"""`copy` is not known here: what is false becomes `None`."""
import numpy as np


def take(x, copy):
    return np.array(x, copy=copy)


held = np.ones(2)
print(take(held, True) is held, take(held, False) is held)
