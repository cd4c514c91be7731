"""The estimate, with a range that most sales fall into."""
import dataclasses

import numpy as np

from . import config
from .features import matrix
from .loading import load_model, load_scaler


@dataclasses.dataclass(frozen=True)
class Estimate:
    price: int
    low: int
    high: int


def rounded(price):
    return int(round(price / config.PRICE_STEP) * config.PRICE_STEP)


class PriceEstimator:
    """Holds the model; one instance serves many houses."""

    #: Half of the width of the range, in logarithms of the price.
    SPREAD = 0.12

    def __init__(self):
        self._scaler = load_scaler()
        self._forest = load_model()

    def _log_prices(self, houses):
        features = self._scaler.transform(matrix(houses))
        return self._forest.predict(features)

    def estimate_many(self, houses):
        houses = list(houses)
        if not houses:
            return []
        logs = self._log_prices(houses)
        prices = np.maximum(np.exp(logs), config.PRICE_FLOOR)
        return [
            Estimate(rounded(price), rounded(price * np.exp(-self.SPREAD)), rounded(price * np.exp(self.SPREAD)))
            for price in prices
        ]

    def estimate(self, house):
        return self.estimate_many([house])[0]

    def describe(self):
        return f"{self._forest.n_features_in_} features"
