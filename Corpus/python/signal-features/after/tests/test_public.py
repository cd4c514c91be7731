"""What the package promises to the notebooks."""
import numpy as np
import signal_features
from signal_features import compat


def test_all_names_exist():
    for name in signal_features.__all__:
        assert getattr(signal_features, name) is not None


def test_compat_keeps_its_names():
    from signal_features.compat import cumproduct, product, sometrue

    assert product([2, 3]) == 6
    assert cumproduct([2, 3]).tolist() == [2, 6]
    assert not sometrue([0, 0])
    assert compat.Inf == np.inf and np.isnan(compat.NaN)


def test_errors_are_numpys():
    import pytest

    with pytest.raises(compat.AxisError):
        np.ones(3).sum(axis=2)


def test_registered_features_are_listed():
    assert "slope" in signal_features.names()
