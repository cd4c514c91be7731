import joblib
import pandas as pd
import shap
from flask import Flask, jsonify, request

app = Flask(__name__)
app.model = joblib.load("models/churn.joblib")
app.explainer = shap.TreeExplainer(app.model)


@app.route("/score", methods=["POST"])
def score():
    return jsonify(app.model.predict(pd.DataFrame(request.get_json())).tolist())
