"""The plain import: every use is spelled in full."""
import numpy

x = [[1.0, 2.0], [3.0, 4.0]]
print(float(numpy.product(x)))
print(numpy.cumproduct([1, 2, 3]).tolist())
print(bool(numpy.alltrue(x)), bool(numpy.sometrue([0, 0])))
print(float(numpy.float_(2)), numpy.Inf)
