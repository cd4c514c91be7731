"""The answers for recorded plants."""
import json
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from species.classifier import about, classify  # noqa: E402

RECORDED = json.loads((HERE / "recorded.json").read_text())


@pytest.mark.parametrize("case", RECORDED["answers"])
def test_answer(case):
    assert classify([case["plant"]]) == [case["answer"]]


def test_batch():
    plants = [case["plant"] for case in RECORDED["answers"]]
    assert classify(plants) == [case["answer"] for case in RECORDED["answers"]]


def test_about():
    assert about() == RECORDED["about"]
