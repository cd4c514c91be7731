from functools import lru_cache
from typing import Annotated

import joblib
import pandas as pd
from fastapi import Depends, FastAPI
from sklearn.pipeline import Pipeline

app = FastAPI()


@lru_cache(maxsize=1)
def get_model() -> Pipeline:
    return joblib.load("models/churn.joblib")


@app.post("/score")
def score(rows: list[dict], model: Annotated[Pipeline, Depends(get_model)]):
    frame = pd.DataFrame(rows)
    return [float(p) for p in model.predict_proba(frame)[:, 1]]
