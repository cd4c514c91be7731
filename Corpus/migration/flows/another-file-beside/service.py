import joblib
import pandas as pd

model = joblib.load("models/churn.joblib")
lifetime = joblib.load("models/lifetime-of-last-year.joblib")


def risk(row):
    return model.predict_proba(pd.DataFrame([row]))[0, 1]


def months(row):
    return lifetime.predict(pd.DataFrame([row]))[0]
