import joblib
import pandas as pd
from flask import Flask, current_app, jsonify, request

app = Flask(__name__)
app.config["MODEL"] = joblib.load("models/churn.joblib")


@app.route("/score", methods=["POST"])
def score():
    frame = pd.DataFrame(request.get_json())
    return jsonify(current_app.config["MODEL"].predict_proba(frame)[:, 1].tolist())
