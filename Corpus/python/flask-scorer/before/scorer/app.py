"""The Flask application.

    gunicorn "scorer.app:create_app()"
"""
import numpy as np
from flask import Flask, Response, request

from . import encoding
from .model import RiskModel, odds_ratio, survival
from .monitoring import Monitor
from .settings import load as load_settings
from .validation import BadRequest, as_labels, identifiers, rows_of, table


def answer(value, status=200):
    return Response(encoding.dumps(value), status=status, mimetype="application/json")


def create_app(settings=None, reference=None):
    settings = {**load_settings(), **(settings or {})}
    app = Flask(__name__)
    model = RiskModel.load(settings["MODEL_PATH"])
    monitor = Monitor(reference=reference)
    app.config["model"] = model
    app.config["monitor"] = monitor

    @app.errorhandler(BadRequest)
    def bad_request(error):
        return answer({"error": str(error), "row": error.row}, 400)

    @app.route("/health")
    def health():
        return answer({
            "model": model.spec["version"],
            "dtype": settings["DTYPE"].name,
            "bands": model.names,
            "standard": model.has_standard_bands(),
        })

    @app.route("/score", methods=["POST"])
    def score():
        rows = rows_of(request.get_json(force=True), settings["MAX_ROWS"])
        block = table(rows, model.columns)
        rates = model.rate(block)
        bands = model.band(rates)
        monitor.add(model.pipeline.transform(block, upto="impute"))
        return answer({
            "rows": [
                {"id": name, "rate": round(float(rate), 6), "band": str(band)}
                for name, rate, band in zip(identifiers(rows), rates, bands)
            ],
            "widest_label": max(len(label) for label in as_labels(bands)),
            # how many of the two manual bands this batch has
            "manual": int(np.in1d(["C", "D"], bands).sum()),
        })

    @app.route("/explain", methods=["POST"])
    def explain():
        row = rows_of(request.get_json(force=True), 1)
        parts = model.contributions(table(row, model.columns))
        return answer({
            "parts": [{"name": name, "value": value} for name, value in parts],
            "odds_ratio": encoding.finite(round(odds_ratio([v for _, v in parts]), 4)),
        })

    @app.route("/survival")
    def months():
        hazard = float(request.args.get("hazard", "0.02"))
        n = int(request.args.get("months", "6"))
        curve = survival(np.full(n, hazard))
        return answer({"curve": [round(float(v), 6) for v in curve]})

    @app.route("/metrics")
    def metrics():
        return answer({"summary": monitor.summary(), "psi": monitor.stability()})

    return app
