"""The service answers as it was recorded."""
import json
from pathlib import Path

from credit import scoring

RECORDED = json.loads((Path(__file__).parent / "recorded.json").read_text())


def test_decisions():
    assert scoring.decisions(RECORDED["applicants"]) == RECORDED["answers"]


def test_both_decisions_occur():
    assert {answer["loan"] for answer in RECORDED["answers"]} == {True, False}


def test_no_applicants():
    assert len(scoring.table([])) == 0
