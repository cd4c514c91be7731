"""Code that already knows: left alone."""
import numpy as np

try:
    product = np.product
except AttributeError:
    product = np.prod

try:
    float_ = np.float_
except AttributeError:  # NumPy 2
    float_ = np.float64


def trapezoid(y):
    try:
        return np.trapezoid(y)
    except AttributeError:
        return np.trapz(y)


print(int(product([2, 3])), np.dtype(float_).name, float(trapezoid([1, 2])))
