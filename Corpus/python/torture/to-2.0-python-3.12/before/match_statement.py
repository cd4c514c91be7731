"""Capture patterns bind names, and `match` is an ordinary name."""
import numpy as np


def captured(x):
    match x:
        case {"np": np}:
            return np.product
    return None


def total(x):
    match x:
        case list() if np.alltrue(x):
            return int(np.product(x))
        case _:
            return np.Inf


match = np.product([2, 3])
print(int(match), total([2, 3]), total([0]), total(()), captured(3))
