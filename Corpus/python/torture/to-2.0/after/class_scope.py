"""A class body is a scope of its own that its methods do not see."""
import numpy as np


class Backend:
    @staticmethod
    def product(values):
        return "class"


class Holder:
    first = int(np.prod([2, 3]))
    np = Backend
    second = np.product([2, 3])
    lazily = lambda self: int(np.prod([4, 5]))

    def third(self):
        return int(np.prod([5, 6])), self.np.product([])

    fourth = [int(v) for v in (2, 3)]
    dtype = getattr(np, "product")([])


h = Holder()
print(h.first, h.second, h.lazily(), h.third(), h.fourth, h.dtype)
