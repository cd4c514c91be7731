import pandas as pd

from svc.store import MODELS


def score(rows):
    return MODELS["churn"].predict_proba(pd.DataFrame(rows))[:, 1]


def label(rows):
    model = MODELS.get("churn")
    return model.predict(pd.DataFrame(rows))
