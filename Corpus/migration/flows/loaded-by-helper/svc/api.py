import pandas as pd

from .storage import load

model = load("models/churn.joblib")


def risk(row):
    return model.predict_proba(pd.DataFrame([row]))[0, 1]
