"""Comparing a dtype with a dropped name does not fail in NumPy 2: it is just never equal."""
import numpy as np

x = np.zeros(2)
print(x.dtype == "float_", np.dtype("complex128") != "complex_")
