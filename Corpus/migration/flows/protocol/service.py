from typing import Protocol

import joblib
import pandas as pd


class Scorer(Protocol):
    def predict_proba(self, frame): ...


def load() -> Scorer:
    return joblib.load("models/churn.joblib")


def score(model: Scorer, rows):
    return model.predict_proba(pd.DataFrame(rows))[:, 1]


print(score(load(), []))
