import functools

import joblib
from sklearn.base import BaseEstimator


@functools.lru_cache(maxsize=None)
def get_model() -> BaseEstimator:
    return joblib.load("models/churn.joblib")
