"""The boosters behind the service."""
from pathlib import Path

import numpy as np
import xgboost as xgb

from fraud.features import FEATURES, KINDS, row

MODELS = Path(__file__).resolve().parent.parent / "models"


class FraudScorer:
    """Says how likely a payment is fraud, and of which kind it would be."""

    def __init__(self, models=MODELS):
        self.booster = xgb.Booster()
        self.booster.load_model(models / "fraud.json")
        self.kind = xgb.Booster({"nthread": 1})
        self.kind.load_model(str(models / "kind.ubj"))

    def risks(self, payments):
        """The probability of fraud, one number a payment."""
        rows = [row(payment) for payment in payments]
        matrix = xgb.DMatrix(rows, feature_names=FEATURES)
        return self.booster.predict(matrix)

    def kinds(self, payments):
        """The most likely kind of each, were it fraud."""
        rows = np.array([row(payment) for payment in payments])
        chances = self.kind.predict(xgb.DMatrix(rows, feature_names=FEATURES))
        return [KINDS[place] for place in chances.argmax(axis=1)]
