"""`copy=False` meant "only if needed"; in NumPy 2 it means "never, or fail"."""
import numpy as np

lists = [[1, 2], [3, 4]]
held = np.ones(2)

print(np.asarray(lists).shape)
print(np.asarray(lists, float).dtype.kind)
print(np.asarray(lists, dtype=np.float64).dtype.name)
print(np.asarray(lists, order="F").flags.f_contiguous)
print(type(np.asanyarray(np.asmatrix(lists))).__name__)
print(np.asarray(held) is held)
print(
    np.asarray(
        lists,        # not copied when it is an array already
        dtype=complex,
    ).tolist()
)
# these stay: a copy is wanted, or the method means what it says
print(np.array(held, copy=True) is held, np.array(held) is held, held.astype(float, copy=False) is held)
