import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_equal

from imagebatch import checks, ops


@pytest.fixture
def ramp():
    return np.arange(12, dtype=np.float_).reshape(3, 4) / 11.0


def test_float_images_are_not_copied(ramp):
    assert ops.to_float(ramp) is ramp


def test_integers_are_scaled():
    assert_allclose(ops.to_float(np.array([[0, 255]], np.uint8)), [[0.0, 1.0]])


def test_letterbox_centres(ramp):
    boxed = ops.letterbox(ramp, (5, 4), fill=np.NINF)
    assert boxed.shape == (5, 4)
    assert np.alltrue(np.isneginf(boxed[[0, -1]]))
    with pytest.raises(ValueError):
        ops.letterbox(ramp, (2, 2))


def test_contrast_is_the_range_of_a_window(ramp):
    assert_allclose(ops.local_contrast(ramp), np.full((1, 2), 10 / 11))


def test_equalise_keeps_the_shape(ramp):
    assert_equal(ops.equalise(ramp).shape, ramp.shape)


def test_normalise_rejects_a_wrong_axis(ramp):
    with pytest.raises(np.AxisError):
        ops.normalise(ramp, axis=2)


def test_a_flat_image_is_rejected():
    with pytest.raises(checks.Rejected) as caught:
        checks.run(np.zeros((3, 3)))
    assert caught.value.code == "flat"


def test_dead_columns():
    image = np.ones((4, 20, 3), np.uint8)
    image[:, 17] = 0
    assert checks.dead_columns(image) == [17]


def test_transposed_is_a_copy(ramp):
    turned = ops.transposed(ramp)
    turned.itemset((0, 1), 5.0)
    assert turned[0, 1] == 5.0
    assert ramp[1, 0] == pytest.approx(4 / 11)
