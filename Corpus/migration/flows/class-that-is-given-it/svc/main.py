import joblib

from .predictor import Predictor


def build():
    return Predictor(joblib.load("models/churn.joblib"), threshold=0.3)


def handle(rows):
    return build().alerts(rows).tolist()
