import joblib
import pandas as pd

MODEL = joblib.load("models/churn.joblib")


def score(rows):
    return MODEL.predict_proba(pd.DataFrame(rows))[:, 1]
