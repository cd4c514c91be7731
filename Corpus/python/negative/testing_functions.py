import numpy as np
from numpy.testing import assert_allclose, assert_array_equal

assert_allclose([1.0], [1.0])
assert_array_equal(np.arange(2), [0, 1])
np.testing.assert_equal(1, 1)
print("equal")
