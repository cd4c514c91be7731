"""Scalar types named in strings."""
import numpy as np

print(np.zeros(2, dtype="float64").dtype.name, np.zeros(2, "complex128").dtype.name)
print(np.dtype("float64").name, np.dtype('bool_').name, np.dtype("intp").kind, np.dtype("object_").kind)
x = np.array([1, 2], dtype="complex128")
print(x.astype("complex128").dtype.name, np.asarray(x.real, dtype="longdouble").dtype.kind)
print(np.array(["a"], dtype="str_").dtype.kind, np.full(1, b"a", dtype="bytes_").dtype.kind)
# fine as they are
print(np.dtype("float").name, np.dtype("f8").name, np.dtype("complex128").name, "float_")
