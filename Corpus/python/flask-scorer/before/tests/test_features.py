import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from scorer.features import Clipper, Imputer, Interactions, as_table, one_hot, ranks, spread
from scorer.validation import BadRequest, check_shape


def test_as_table_does_not_copy():
    x = np.ones((2, 3), dtype="float_")
    assert as_table(x) is x
    assert as_table([1, 2]).shape == (1, 2)


def test_imputer_fills_only_holes():
    got = Imputer([1.0, 2.0])(np.array([[np.NaN, 5.0], [3.0, np.nan]]))
    assert_array_equal(got, [[1.0, 5.0], [3.0, 2.0]])


def test_clipper_without_fit_is_identity():
    x = np.array([[np.NINF, np.PINF]])
    assert Clipper()(x) is x


def test_clipper_learns_quantiles():
    x = np.arange(20, dtype=np.float).reshape(10, 2)[::-1]
    clipped = Clipper(0.2, 0.8).fit(x)(x)
    assert clipped.min() == 2.0 and clipped.max() == 17.0


def test_interactions_append_weighted_products():
    got = Interactions([(0, 1, 0.5)])(np.array([[2.0, 3.0]]))
    assert_allclose(got, [[2.0, 3.0, 3.0]])


@pytest.mark.parametrize("dtype", [np.int0, np.float_, np.long])
def test_one_hot(dtype):
    assert one_hot(np.array([1, 0], dtype=dtype), 2).tolist() == [[False, True], [True, False]]


def test_ranks_share_ties():
    assert ranks(np.array([5, 1, 5])).tolist() == [2.5, 1.0, 2.5]


def test_spread_of_a_table():
    assert spread(np.array([[1, 5], [4, 4]])).tolist() == [3, 1]


def test_a_wrong_width_is_refused():
    with pytest.raises(BadRequest, match="expected 3 columns and got 2"):
        check_shape(np.ones((2, 2)), 3)
