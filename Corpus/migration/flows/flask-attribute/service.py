import joblib
import pandas as pd
from flask import Flask, current_app, jsonify, request


def create_app():
    app = Flask(__name__)
    app.model = joblib.load("models/churn.joblib")

    @app.route("/score", methods=["POST"])
    def score():
        frame = pd.DataFrame(request.get_json())
        return jsonify(current_app.model.predict_proba(frame)[:, 1].tolist())

    return app
