"""The boosters behind the service."""
from pathlib import Path

import numpy as np
import onnxruntime as ort

from fraud.features import FEATURES, KINDS, row

MODELS = Path(__file__).resolve().parent.parent / "models"


class FraudScorer:
    """Says how likely a payment is fraud, and of which kind it would be."""

    def __init__(self, models=MODELS):
        self.booster = ort.InferenceSession(models / "fraud.onnx", providers=["CPUExecutionProvider"])
        self.kind = ort.InferenceSession(str(models / "kind.onnx"), providers=["CPUExecutionProvider"])

    def risks(self, payments):
        """The probability of fraud, one number a payment."""
        rows = [row(payment) for payment in payments]
        matrix = np.asarray(rows, dtype=np.float64)
        return self.booster.run(["probabilities"], {"input": matrix})[0][:, 1]

    def kinds(self, payments):
        """The most likely kind of each, were it fraud."""
        rows = np.array([row(payment) for payment in payments])
        chances = self.kind.run(["probabilities"], {"input": np.asarray(rows, dtype=np.float64)})[0]
        return [KINDS[place] for place in chances.argmax(axis=1)]
