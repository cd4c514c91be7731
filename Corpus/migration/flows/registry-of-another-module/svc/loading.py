import joblib

from .store import MODELS


def load_all():
    MODELS["churn"] = joblib.load("models/churn.joblib")
