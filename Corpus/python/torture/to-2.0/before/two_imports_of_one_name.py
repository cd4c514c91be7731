"""One name imported twice, and two names for one thing."""
import numpy
import numpy as np
from numpy import product
from numpy import inf, Inf, infty
from numpy import prod, product as q


def f(x):
    from numpy import product
    return int(product(x))


print(int(product([2, 3])), int(np.product([2, 3])), int(numpy.product([2, 3])), f([2, 3]), int(q([2])), int(prod([2])))
print(inf == Inf == infty)
