"""Forecasts recorded when the models were trained."""
import io
import json
import pathlib
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import forecast  # noqa: E402

RECORDED = json.loads((HERE / "recorded.json").read_text())
ROWS = [[float("nan") if value is None else value for value in row] for row in RECORDED["rows"]]


def test_forecast():
    assert forecast.forecast(ROWS) == pytest.approx(RECORDED["forecast"], rel=1e-9)


def test_one_row():
    assert forecast.forecast(ROWS[:1]) == pytest.approx(RECORDED["forecast"][:1], rel=1e-9)


def test_orders(monkeypatch):
    monkeypatch.chdir(HERE.parent)
    advice = forecast.StockAdvice()
    assert advice.risk(ROWS) == pytest.approx(RECORDED["risk"], rel=1e-9)
    assert advice.order(ROWS) == RECORDED["order"]


def test_program(monkeypatch, capsys):
    lines = "product,day,price,offer,sold\nmilk,2023-05-06,1.19,no,12 14 9 11 13 20 22\nbread,2023-05-06,2.5,yes,30 28\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
    assert forecast.main([]) == 0
    assert capsys.readouterr().out == RECORDED["program"]
