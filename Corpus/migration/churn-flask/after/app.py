"""HTTP in front of the churn model."""
import logging

from flask import Flask, jsonify, request

from churn import settings
from churn.model import ChurnModel
from churn.schema import BadCustomer

logging.basicConfig(level=settings.LOG_LEVEL)


def create_app(model=None):
    app = Flask(__name__)
    scorer = model or ChurnModel()

    def customers():
        body = request.get_json(silent=True)
        if not isinstance(body, dict) or not isinstance(body.get("customers"), list):
            raise BadCustomer("send {\"customers\": [...]}")
        records = body["customers"]
        if not records:
            raise BadCustomer("there is no customer in it")
        if len(records) > settings.BATCH_LIMIT:
            raise BadCustomer(f"at most {settings.BATCH_LIMIT} customers a request")
        return records

    @app.errorhandler(BadCustomer)
    def bad_customer(error):
        return jsonify(error=str(error)), 400

    @app.get("/health")
    def health():
        return jsonify(status="ok")

    @app.post("/score")
    def score():
        return jsonify(results=scorer.decide(customers()))

    @app.post("/summary")
    def summary():
        return jsonify(scorer.summary(customers()))

    return app


if __name__ == "__main__":
    create_app().run(host="127.0.0.1", port=8080)
