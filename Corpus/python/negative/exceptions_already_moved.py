# already the new spelling, with the old one behind it
try:
    from numpy.exceptions import AxisError, ComplexWarning
except ImportError:
    from numpy import AxisError, ComplexWarning

print(AxisError.__name__, ComplexWarning.__name__)
