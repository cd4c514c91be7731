import numpy as np
import pytest
from numpy.testing import assert_almost_equal

from signal_features import temporal as t
from signal_features.frames import frames
from signal_features.io import read, write


@pytest.fixture(params=[np.float32, np.float64], ids=["single", "double"])
def saw(request):
    return np.tile(np.arange(4, dtype=request.param) - 1.5, 3)


def test_simple_figures(saw):
    assert_almost_equal(t.rms(saw), np.sqrt(1.25))
    assert t.peak_to_peak(saw) == saw.max() - saw.min() == 3.0
    assert t.zero_crossings(saw) == 5


def test_peak_to_peak_is_the_range(saw):
    stacked = np.vstack([saw, saw * 2])
    assert np.ptp(stacked, axis=1).tolist() == [3.0, 6.0]


@pytest.mark.parametrize("values, expected", [
    ([1.0, 1.0], 1.0),
    ([0.0, 0.0], np.inf),
    ([4.0, 0.0, 0.0, 0.0], 2.0),
])
def test_crest_factor(values, expected):
    assert t.crest_factor(values) == expected


def test_frames_are_views(saw):
    cut = frames(saw.astype(np.float64), 4, 4)
    assert cut.shape == (3, 4)
    assert not cut.flags.owndata


def test_frames_refuse_tables():
    with pytest.raises(ValueError):
        frames(np.ones((2, 2)), 2, 1)


def test_records_read_back(saw):
    header, back = read(write(saw, 50.0))
    assert header.count == saw.size
    assert np.all(back == saw)
