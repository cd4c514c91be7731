import pickle

import pandas as pd
from flask import Flask, jsonify, request

with open("models/churn.joblib", "rb") as source:
    model = pickle.load(source)

app = Flask("churn")


@app.route("/predict", methods=["POST"])
def predict():
    row = pd.DataFrame([request.get_json()])
    return jsonify(risk=float(model.predict_proba(row)[0, 1]))
