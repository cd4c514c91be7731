"""Estimates recorded when the model was trained."""
import json
import pathlib
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import prices  # noqa: E402
from prices.features import MissingFeature  # noqa: E402

RECORDED = json.loads((HERE / "recorded.json").read_text())


@pytest.fixture(scope="module")
def estimator():
    return prices.PriceEstimator()


def test_recorded(estimator):
    found = estimator.estimate_many(case["house"] for case in RECORDED)
    assert [[one.price, one.low, one.high] for one in found] == [case["estimate"] for case in RECORDED]


def test_one_at_a_time(estimator):
    for case in RECORDED[:5]:
        one = estimator.estimate(case["house"])
        assert [one.price, one.low, one.high] == case["estimate"]


def test_missing(estimator):
    with pytest.raises(MissingFeature):
        estimator.estimate({"area": 100})


def test_describe(estimator):
    assert estimator.describe() == "7 features"
    assert estimator.estimate_many([]) == []
