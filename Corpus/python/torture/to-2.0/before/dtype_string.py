"""Scalar types named in strings."""
import numpy as np

print(np.zeros(2, dtype="float_").dtype.name, np.zeros(2, "complex_").dtype.name)
print(np.dtype("float_").name, np.dtype('bool8').name, np.dtype("int0").kind, np.dtype("object0").kind)
x = np.array([1, 2], dtype="cfloat")
print(x.astype("complex_").dtype.name, np.asarray(x.real, dtype="longfloat").dtype.kind)
print(np.array(["a"], dtype="unicode_").dtype.kind, np.full(1, b"a", dtype="string_").dtype.kind)
# fine as they are
print(np.dtype("float").name, np.dtype("f8").name, np.dtype("complex128").name, "float_")
