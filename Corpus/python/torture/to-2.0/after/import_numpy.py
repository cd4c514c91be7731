"""The plain import: every use is spelled in full."""
import numpy

x = [[1.0, 2.0], [3.0, 4.0]]
print(float(numpy.prod(x)))
print(numpy.cumprod([1, 2, 3]).tolist())
print(bool(numpy.all(x)), bool(numpy.any([0, 0])))
print(float(numpy.float64(2)), numpy.inf)
