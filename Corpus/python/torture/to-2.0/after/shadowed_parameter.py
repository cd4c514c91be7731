"""A parameter named np is whatever the caller gives; the module's np is NumPy."""
import numpy as np


class Money:
    float_ = str

    @staticmethod
    def product(values):
        return "product of %d" % len(values)


def mine(np, x):
    return np.product(x), np.float_(3)


def keyword(x, *, np=Money):
    return np.product(x)


def starred(*np, **numpy):
    return [f.product([]) for f in np] + sorted(numpy)


def theirs(x):
    return int(np.prod(x))


print(mine(Money, [1]), keyword([1, 2]), starred(Money, product=1), theirs([2, 5]))
