from functools import lru_cache

import joblib
import pandas as pd
from fastapi import Depends, FastAPI

app = FastAPI()


@lru_cache
def get_model():
    return joblib.load("models/churn.joblib")


@app.post("/score")
def score(rows: list[dict], model=Depends(get_model)):
    frame = pd.DataFrame(rows)
    return [float(p) for p in model.predict_proba(frame)[:, 1]]
