"""The function is imported by name; the import is exchanged with it."""
from numpy import asarray, ones

held = ones(2)
print(asarray(held) is held, asarray([1], dtype=float).tolist())
