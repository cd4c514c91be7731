"""Code for both, by version: the branch for the old one is left alone."""
import numpy as np

if np.__version__ < "2":
    total = np.product([2, 3])
else:
    total = np.prod([2, 3])

NUMPY_2 = np.lib.NumpyVersion(np.__version__) >= "2.0.0"
real = np.float64 if NUMPY_2 else np.float_


def integrate(y):
    if int(np.__version__.split(".")[0]) >= 2:
        return np.trapezoid(y)
    return np.trapz(y)


print(int(total), np.dtype(real).name, float(integrate([1, 2])))
