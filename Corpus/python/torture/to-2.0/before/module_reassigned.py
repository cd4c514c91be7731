"""The module under a second name."""
import numpy as np

xp = np
backend = lib = xp


def f():
    local = np
    return int(local.product([7, 8]))


print(int(xp.product([2, 3])), int(backend.product([4, 5])), lib.infty, f())
