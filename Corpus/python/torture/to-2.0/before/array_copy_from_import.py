"""The function is imported by name; the import is exchanged with it."""
from numpy import array, ones

held = ones(2)
print(array(held, copy=False) is held, array([1], copy=False, dtype=float).tolist())
