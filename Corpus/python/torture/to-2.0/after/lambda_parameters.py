"""Lambdas: a parameter hides, a default is evaluated outside."""
import numpy as np


class Fake:
    product = staticmethod(lambda v: "fake")


hidden = lambda np: np.product([1])
seen = lambda x: int(np.prod(x))
default = lambda x, np=np.prod([2, 2]): int(np) + x
nested = lambda x: (lambda np: np.product(x))(Fake)
print(hidden(Fake), seen([2, 3]), default(1), nested([1]))
