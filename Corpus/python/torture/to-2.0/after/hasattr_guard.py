"""Code for both, by asking: left alone."""
import numpy as np

real = np.float_ if hasattr(np, "float_") else np.float64
product = getattr(np, "product", None) or np.prod
text = getattr(np, "unicode_", np.str_)

if not hasattr(np, "trapezoid"):
    integrate = np.trapz
else:
    integrate = np.trapezoid

if hasattr(np, "exceptions"):
    AxisError = np.exceptions.AxisError
else:
    AxisError = np.AxisError

print(np.dtype(real).name, int(product([2, 3])), text("a") + "b", float(integrate([1, 2])), AxisError.__name__)
