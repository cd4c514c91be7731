"""The model behind the service."""
import logging
import os
import time

import numpy as np
import onnxruntime as ort

from churn import settings
from churn.schema import to_frame

log = logging.getLogger(__name__)

MODEL_PATH = os.environ.get("CHURN_MODEL", os.path.join(settings.ROOT, "models", "churn.onnx"))


class ChurnModel:
    """Loads the pipeline once and scores tables of customers."""

    def __init__(self, path=MODEL_PATH):
        started = time.perf_counter()
        self.path = path
        self.pipeline = ort.InferenceSession(MODEL_PATH, providers=["CPUExecutionProvider"])
        self.leaving = list(np.array(["leaves", "stays"])).index("leaves")
        log.info("loaded %s in %.0f ms", path, 1000 * (time.perf_counter() - started))

    def risk(self, records):
        """The probability of leaving, one number a customer."""
        frame = to_frame(records)
        return self.pipeline.run(["probabilities"], {
            name: column.to_numpy(dtype=object if name in ("plan", "payment") else np.float64).reshape(-1, 1)
            for name, column in frame[["tenure_months", "monthly_charge", "support_calls", "data_gb", "plan", "payment"]].items()
        })[0][:, self.leaving]

    def decide(self, records):
        """What to do about each customer."""
        frame = to_frame(records)
        labels = self.pipeline.run(["label"], {
            name: column.to_numpy(dtype=object if name in ("plan", "payment") else np.float64).reshape(-1, 1)
            for name, column in frame[["tenure_months", "monthly_charge", "support_calls", "data_gb", "plan", "payment"]].items()
        })[0]
        risks = self.pipeline.run(["probabilities"], {
            name: column.to_numpy(dtype=object if name in ("plan", "payment") else np.float64).reshape(-1, 1)
            for name, column in frame[["tenure_months", "monthly_charge", "support_calls", "data_gb", "plan", "payment"]].items()
        })[0][:, self.leaving]
        return [
            {
                "label": str(label),
                "risk": round(float(risk), 6),
                "call": bool(risk >= settings.CALL_THRESHOLD),
            }
            for label, risk in zip(labels, risks)
        ]

    def summary(self, records):
        """A few numbers for the dashboard."""
        risks = self.risk(records)
        return {
            "customers": len(risks),
            "mean_risk": round(float(np.mean(risks)), 6),
            "worst": round(float(np.max(risks)), 6),
            "expected_losses": round(float(np.sum(risks)), 4),
        }
