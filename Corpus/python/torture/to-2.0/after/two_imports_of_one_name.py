"""One name imported twice, and two names for one thing."""
import numpy
import numpy as np
from numpy import prod
from numpy import inf
from numpy import prod, prod as q


def f(x):
    from numpy import prod
    return int(prod(x))


print(int(prod([2, 3])), int(np.prod([2, 3])), int(numpy.prod([2, 3])), f([2, 3]), int(q([2])), int(prod([2])))
print(inf == inf == inf)
