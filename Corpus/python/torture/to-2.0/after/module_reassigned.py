"""The module under a second name."""
import numpy as np

xp = np
backend = lib = xp


def f():
    local = np
    return int(local.prod([7, 8]))


print(int(xp.prod([2, 3])), int(backend.prod([4, 5])), lib.inf, f())
