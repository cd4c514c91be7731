"""Forecasts tomorrow's demand for each product of a shop, from the last weeks."""
import argparse
import csv
import datetime
import os
import sys

import numpy as np
import onnxruntime as ort

FEATURES = ["weekday", "month", "price", "on_offer", "last_day", "last_week", "mean_4_weeks"]

_booster = None


def booster():
    """Loaded once, by whoever needs it first."""
    global _booster
    if _booster is None:
        here = os.path.dirname(os.path.abspath(__file__))
        _booster = ort.InferenceSession(os.path.join(here, "models", "demand.onnx"), providers=["CPUExecutionProvider"])
    return _booster


def row(day, price, on_offer, sold):
    """The features of one product on one day; `sold` holds what was sold on the days before, the last one last."""
    if len(sold) < 28:
        sold = [float("nan")] * (28 - len(sold)) + list(sold)
    recent = np.asarray(sold[-28:], dtype=float)
    mean = np.nan if np.isnan(recent).all() else np.nanmean(recent)
    return [day.weekday(), day.month, price, float(on_offer), recent[-1], recent[-7], mean]


def forecast(rows):
    """How many of each will be sold, never less than none."""
    table = np.asarray(rows, dtype=float).reshape(-1, len(FEATURES))
    return np.maximum(booster().run(["prediction"], {"input": np.asarray(table, dtype=np.float64)})[0].ravel(), 0.0)


class StockAdvice:
    """What to order, so that nine days in ten nothing runs out."""

    def __init__(self, path="models/shortage.onnx"):
        self.model = ort.InferenceSession(path, providers=["CPUExecutionProvider"])

    def risk(self, rows):
        return self.model.run(["probabilities"], {"input": np.asarray(np.asarray(rows, dtype=float), dtype=np.float64)})[0][:, 1]

    def order(self, rows):
        expected = forecast(rows)
        cautious = self.risk(rows) > 0.5
        return [int(np.ceil(amount * (1.4 if careful else 1.1))) for amount, careful in zip(expected, cautious)]


def read(stream):
    for record in csv.DictReader(stream):
        sold = [float(number) for number in record["sold"].split()]
        day = datetime.date.fromisoformat(record["day"])
        yield record["product"], row(day, float(record["price"]), record["offer"] == "yes", sold)


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?")
    options = parser.parse_args(arguments)
    with open(options.file, newline="") if options.file else sys.stdin as stream:
        products = list(read(stream))
    for (name, _), amount in zip(products, forecast([features for _, features in products])):
        print(f"{name}\t{amount:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
