"""`import a.b.c` binds `a`."""
import numpy

x = numpy.asarray([1, 2])
print(x.tolist(), numpy.ones(1).tolist(), numpy.zeros(1).tolist())
