from contextlib import asynccontextmanager

import joblib
import pandas as pd
from fastapi import FastAPI

ml_models = {}


@asynccontextmanager
async def lifespan(app: FastAPI):
    ml_models["churn"] = joblib.load("models/churn.joblib")
    yield
    ml_models.clear()


app = FastAPI(lifespan=lifespan)


@app.post("/score")
async def score(rows: list[dict]):
    frame = pd.DataFrame(rows)
    return [float(p) for p in ml_models["churn"].predict_proba(frame)[:, 1]]
