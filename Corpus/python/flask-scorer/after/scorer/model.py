"""The logistic model, its calibration curve and its bands."""
import json

import numpy as np
from numpy import cumprod, isin, prod as _prod

from .pipeline import build_pipeline
from .settings import DTYPE, HIGHEST, LOWEST


class RiskModel:
    def __init__(self, spec, clip=False):
        self.spec = spec
        self.columns = list(spec["columns"])
        self.pipeline = build_pipeline(spec, clip=clip)
        pairs = spec.get("interactions", [])
        self.weights = np.concatenate([
            np.asarray(spec["weights"], dtype=np.float64),
            np.ones(len(pairs), dtype=np.float64),
        ])
        self.intercept = np.float64(spec["intercept"])
        self.edges = np.array(
            [LOWEST] + sorted(spec["bands"].values())[:-1] + [HIGHEST],
            dtype="float64",
        )
        self.names = np.array(sorted(spec["bands"]), dtype=np.str_)

    @classmethod
    def load(cls, path, **kw):
        with open(path) as f:
            return cls(json.load(f), **kw)

    # -- prediction ---------------------------------------------------------

    def raw(self, table):
        x = self.pipeline.transform(table)
        return x @ self.weights + self.intercept

    def probability(self, table):
        z = np.clip(self.raw(table), -40.0, 40.0)
        return 1.0 / (1.0 + np.exp(-z))

    def rate(self, table):
        """Default rate after calibration."""
        curve = self.spec["calibration"]
        return np.interp(self.probability(table), curve["score"], curve["rate"])

    def band(self, rates):
        slot = np.digitize(rates, self.edges[1:-1])
        return self.names[slot]

    # -- explanation --------------------------------------------------------

    def contributions(self, row):
        x = self.pipeline.transform(row)
        parts = x[0] * self.weights
        names = self.columns + [
            "*".join(self.columns[i] for i in pair[:2]) for pair in self.spec["interactions"]
        ]
        order = np.argsort(-np.abs(parts), kind="stable")
        return [(names[i], float(np.round(parts[i], 4))) for i in order]

    def has_standard_bands(self):
        return bool(np.all(isin(["A", "B", "C"], self.names)))


def auc(scores, labels):
    """Area under the ROC curve by the trapezoidal rule."""
    order = np.argsort(-np.asarray(scores), kind="stable")
    hit = np.asarray(labels, dtype=DTYPE)[order]
    tpr = np.concatenate([[0.0], np.cumsum(hit) / hit.sum()])
    fpr = np.concatenate([[0.0], np.cumsum(1 - hit) / (1 - hit).sum()])
    return np.trapezoid(tpr, fpr)


def survival(hazards):
    """Chance of no default up to each month, given monthly hazards."""
    return cumprod(1.0 - np.asarray(hazards))


def odds_ratio(factors):
    # the product over all factors, whatever the nesting of the input
    return float(_prod(np.exp(np.asarray(factors))))


def recalibrate(scores, outcomes):
    """Least-squares line from scores to outcomes, as (slope, offset)."""
    design = np.column_stack([scores, np.ones(len(scores))])
    solution = np.linalg.lstsq(design, np.asarray(outcomes, dtype=float), rcond=None)
    slope, offset = solution[0]
    return float(slope), float(offset)
