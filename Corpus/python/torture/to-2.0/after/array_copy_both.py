"""The old function is still needed; the new one joins its import."""
from numpy import array, asarray, ones

held = ones(2)
print(asarray(held) is held, array(held) is held)
