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


@typed(np.float_)
def half(x):
    return x / 2


@typed(kind=np.complex_)
@functools.lru_cache(maxsize=None)
def turn(x):
    return x * 1j


@np.vectorize
def count(x, start=np.product([2, 2])):
    return x + start


def annotated(x: np.float_, y: "int" = 1) -> np.float_:
    z: np.float_ = np.float_(x + y)
    return z


print(half(3), turn(2), count([1, 2]).tolist(), annotated(1).item())
