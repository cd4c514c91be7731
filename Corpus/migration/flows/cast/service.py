from typing import Any, cast

import joblib
import pandas as pd
from sklearn.pipeline import Pipeline

model = cast(Pipeline, joblib.load("models/churn.joblib"))


def score(rows):
    return model.predict(pd.DataFrame(rows))
