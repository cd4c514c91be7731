"""The routes of recorded tickets."""
import io
import json
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from router import cli  # noqa: E402
from router.routing import Router  # noqa: E402

RECORDED = json.loads((HERE / "recorded.json").read_text())


@pytest.mark.parametrize("case", RECORDED["routes"], ids=lambda case: case["ticket"].get("subject", "")[:30])
def test_route(case):
    assert Router().route([case["ticket"]])[0].as_dict() == case["route"]


def test_batches():
    tickets = [case["ticket"] for case in RECORDED["routes"]]
    assert [route.as_dict() for route in Router(batch=3).route(tickets)] == [case["route"] for case in RECORDED["routes"]]


def test_nothing():
    assert Router().route([]) == []


def test_plain(monkeypatch, capsys):
    lines = "\n".join(json.dumps(case["ticket"]) for case in RECORDED["routes"])
    monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
    assert cli.main(["--plain"]) == 0
    assert capsys.readouterr().out.split() == RECORDED["plain"]
