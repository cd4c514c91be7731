import joblib
import pandas as pd


class ScoringService:
    model = None

    @classmethod
    def get_model(cls):
        if cls.model is None:
            cls.model = joblib.load("models/churn.joblib")
        return cls.model

    @classmethod
    def predict(cls, frame):
        clf = cls.get_model()
        return clf.predict_proba(frame)[:, 1]


def handler(event, context):
    return ScoringService.predict(pd.DataFrame(event["rows"])).tolist()
