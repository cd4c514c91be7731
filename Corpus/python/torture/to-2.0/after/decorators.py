"""Removed names in decorators, defaults and annotations."""
import functools

import numpy as np


def typed(kind):
    def wrap(f):
        @functools.wraps(f)
        def call(x):
            return kind(f(x)).item()
        return call
    return wrap


@typed(np.float64)
def half(x):
    return x / 2


@typed(kind=np.complex128)
@functools.lru_cache(maxsize=None)
def turn(x):
    return x * 1j


@np.vectorize
def count(x, start=np.prod([2, 2])):
    return x + start


def annotated(x: np.float64, y: "int" = 1) -> np.float64:
    z: np.float64 = np.float64(x + y)
    return z


print(half(3), turn(2), count([1, 2]).tolist(), annotated(1).item())
