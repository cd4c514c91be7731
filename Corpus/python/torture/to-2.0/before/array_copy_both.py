"""The old function is still needed; the new one joins its import."""
from numpy import array, ones

held = ones(2)
print(array(held, copy=False) is held, array(held) is held)
