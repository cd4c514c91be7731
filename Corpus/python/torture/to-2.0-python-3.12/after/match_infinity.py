"""A value pattern has no minus sign for a name: a person must look."""
import numpy as np


def low(x):
    match x:
        case np.NINF:
            return True
    return False


print(low(float("-inf")), low(0))
