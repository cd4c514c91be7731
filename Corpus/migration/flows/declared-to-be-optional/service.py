from typing import Optional

import joblib
import pandas as pd
from sklearn.pipeline import Pipeline

_model: Optional[Pipeline] = None


def get_model() -> Pipeline:
    global _model
    if _model is None:
        _model = joblib.load("models/churn.joblib")
    return _model


def score(rows):
    return get_model().predict_proba(pd.DataFrame(rows))[:, 1]
