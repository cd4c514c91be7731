"""`import a.b.c` binds `a`."""
import numpy.core.numeric

x = numpy.core.numeric.asarray([1, 2])
print(x.tolist(), numpy.core.numeric.ones(1).tolist(), numpy.zeros(1).tolist())
