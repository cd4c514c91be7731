"""Scalar types named in strings inside a list of fields."""
import numpy as np

point = np.dtype([("x", "float64"), ("flag", "bool_"), ("name", "U4")])
print(np.zeros(1, dtype=[("a", "complex128"), ("b", "i4")]).dtype.names, point["x"].name, point["flag"].name)
print(np.dtype({"names": ["v"], "formats": ["float64"]})["v"].name)
