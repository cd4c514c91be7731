"""Imports inside functions, methods and classes."""


def a(x):
    import numpy as np
    return int(np.prod(x))


def b(x):
    from numpy import prod, inf as top
    return int(prod(x)), top


class C:
    import numpy as np
    kind = np.float64

    def m(self, x):
        import numpy
        return numpy.cumprod(x).tolist(), int(self.np.sum(x))


def c(np):
    if np is None:
        import numpy as np
    return np


print(a([2, 3]), b([2, 3]), C().m([2, 3]), C.kind.__name__, c(3))
