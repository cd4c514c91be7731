"""Scalar types named in strings inside a list of fields."""
import numpy as np

point = np.dtype([("x", "float_"), ("flag", "bool8"), ("name", "U4")])
print(np.zeros(1, dtype=[("a", "complex_"), ("b", "i4")]).dtype.names, point["x"].name, point["flag"].name)
print(np.dtype({"names": ["v"], "formats": ["float_"]})["v"].name)
