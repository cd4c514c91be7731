"""A module that only handed its parent's names on."""
from numpy.testing.utils import assert_allclose, assert_equal
from numpy.linalg import linalg

assert_allclose([1.0], [1.0])
assert_equal(linalg.norm([3.0, 4.0]), 5.0)
print("equal")
