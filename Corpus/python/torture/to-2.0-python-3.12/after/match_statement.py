"""Capture patterns bind names, and `match` is an ordinary name."""
import numpy as np


def captured(x):
    match x:
        case {"np": np}:
            return np.product
    return None


def total(x):
    match x:
        case list() if np.all(x):
            return int(np.prod(x))
        case _:
            return np.inf


match = np.prod([2, 3])
print(int(match), total([2, 3]), total([0]), total(()), captured(3))
