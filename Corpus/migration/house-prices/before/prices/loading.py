"""Reads the trained models from the package's own folder."""
import functools

import joblib

from . import config


@functools.lru_cache(maxsize=None)
def load_scaler():
    """Scales the features; fitted on the training houses."""
    return joblib.load(config.ARTIFACTS / "scaler.joblib")


def load_model():
    """The forest that gives the logarithm of the price."""
    return joblib.load(config.ARTIFACTS / "forest.joblib")
