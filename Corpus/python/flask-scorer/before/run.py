"""Drives the service through its test client and prints every answer.

    python run.py
"""
import json
import os

import numpy as np

from scorer.app import create_app
from scorer.encoding import dumps, finite
from scorer.features import missing_share, one_hot
from scorer.model import RiskModel, auc, recalibrate
from scorer.monitoring import correlation

HERE = os.path.dirname(os.path.abspath(__file__))
MODEL = os.path.join(HERE, "model", "weights.json")


def applicants(n, seed=7):
    rng = np.random.RandomState(seed)
    columns = {
        "age": rng.normal(41, 12, n).round(),
        "income": rng.lognormal(10.4, 0.5, n).round(-2),
        "balance": rng.gamma(1.4, 1500, n).round(),
        "utilisation": rng.beta(2, 3, n).round(2),
        "late_payments": rng.poisson(0.8, n).astype(np.float_),
        "tenure": rng.gamma(2.0, 3.0, n).round(1),
    }
    rows = [dict(zip(columns, values)) for values in zip(*(c.tolist() for c in columns.values()))]
    for i, row in enumerate(rows):
        row["id"] = f"A{i:03d}"
    rows[3]["income"] = None
    rows[5]["tenure"] = ""
    return rows


def main():
    reference = np.array(
        [[row[c] or 0.0 for c in ("age", "income", "balance", "utilisation", "late_payments", "tenure")]
         for row in applicants(80, seed=1)],
        dtype=np.float,
    )
    client = create_app({"MODEL_PATH": MODEL}, reference=reference).test_client()

    def show(method, path, body=None):
        got = client.open(path, method=method, data=None if body is None else json.dumps(body))
        print(method, path, got.status_code, got.get_data(as_text=True))

    rows = applicants(12)
    show("GET", "/health")
    show("POST", "/score", {"rows": rows})
    show("POST", "/score", [])
    show("POST", "/score", {"rows": [{"age": True}]})
    show("POST", "/score", {"rows": [{"age": "old"}]})
    show("POST", "/score", {"rows": [{}]})
    show("POST", "/explain", rows[0])
    show("GET", "/survival?hazard=0.05&months=4")
    show("GET", "/metrics")

    model = RiskModel.load(MODEL, clip=True)
    table = reference.copy()
    table[::7, 2] = np.nan
    print("missing", missing_share(table))
    model.pipeline.fit(table)
    for line in model.pipeline.describe(table):
        print(line)
    rates = model.rate(table)
    labels = (table[:, 4] > 1).astype(np.int)
    print("auc", round(float(auc(rates, labels)), 6))
    print("line", [round(v, 6) for v in recalibrate(rates, labels)])
    print("correlation", round(correlation(table[:, 3], rates), 6))
    print("one hot", one_hot(labels[:5], 2).tolist())
    print("encoded", dumps({
        "c": np.complex_(1 - 2j), "s": np.string_("text"), "f": np.float32(0.5),
        "i": np.uint0(3), "b": np.bool_(True), "a": np.arange(3), "inf": finite(np.Inf, "none"),
    }))


if __name__ == "__main__":
    main()
