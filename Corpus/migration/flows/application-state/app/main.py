from contextlib import asynccontextmanager

import joblib
from fastapi import FastAPI

from app.routers import score


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.model = joblib.load("models/churn.joblib")
    yield


app = FastAPI(lifespan=lifespan)
app.include_router(score.router)
