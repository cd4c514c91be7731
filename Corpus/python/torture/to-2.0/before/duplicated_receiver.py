"""The replacement names the receiver twice, and this one is a call: shown for review."""
import numpy as np


def swapped(values: np.ndarray):
    return values.byteswap().newbyteorder("S")


print(swapped(np.array([1, 2], dtype=np.int32)).tolist())
