"""`copy=False` meant "only if needed"; in NumPy 2 it means "never, or fail"."""
import numpy as np

lists = [[1, 2], [3, 4]]
held = np.ones(2)

print(np.array(lists, copy=False).shape)
print(np.array(lists, float, copy=False).dtype.kind)
print(np.array(lists, dtype=np.float_, copy=False).dtype.name)
print(np.array(lists, copy=False, order="F").flags.f_contiguous)
print(type(np.array(np.asmatrix(lists), copy=False, subok=True)).__name__)
print(np.array(held, copy=False) is held)
print(
    np.array(
        lists,        # not copied when it is an array already
        copy=False,
        dtype=complex,
    ).tolist()
)
# these stay: a copy is wanted, or the method means what it says
print(np.array(held, copy=True) is held, np.array(held) is held, held.astype(float, copy=False) is held)
