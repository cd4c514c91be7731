import joblib
import pandas as pd
from flask import Flask, jsonify, request

model = joblib.load("models/churn.joblib")

app = Flask("churn")


@app.route("/predict", methods=["POST"])
def predict():
    row = pd.DataFrame([request.get_json()])
    return jsonify(risk=float(model.predict_proba(row)[0, 1]))
