"""Puts the feature steps in order."""
import warnings
from collections import OrderedDict

import numpy as np

from . import features
from .features import Clipper, Imputer, Interactions, Standardiser, as_table
from .validation import check_shape


class Pipeline:
    """Named steps, applied first to last.

    >>> p = Pipeline([("double", lambda x: x * 2)])
    >>> p.transform([[1.0, 2.0]]).tolist()
    [[2.0, 4.0]]
    """

    def __init__(self, steps):
        self.steps = OrderedDict(steps)

    def transform(self, x, upto=None):
        x = as_table(x)
        with warnings.catch_warnings():
            # a complex column has no business here, but the old loader made some
            warnings.simplefilter("error", np.ComplexWarning)
            for name, step in self.steps.items():
                x = step(x)
                if name == upto:
                    break
        return x

    def fit(self, x):
        x = as_table(x)
        for step in self.steps.values():
            if hasattr(step, "fit"):
                step.fit(x)
            x = step(x)
        return self

    def describe(self, x):
        """A line per step: its name, the shape it gives, the widest column."""
        x = as_table(x)
        lines = []
        for name, step in self.steps.items():
            x = step(x)
            widest = float(np.max(features.spread(x)))
            lines.append(f"{name}: {x.shape[0]}x{x.shape[1]}, widest {np.round_(widest, 3):.3f}")
        return lines

    def __len__(self):
        return len(self.steps)


def build_pipeline(spec, clip=False):
    steps = [("impute", Imputer(spec["location"]))]
    if clip:
        steps.append(("clip", Clipper(0.05, 0.95)))
    steps += [
        ("standardise", Standardiser(spec["location"], spec["scale"])),
        ("interact", Interactions(spec.get("interactions", []))),
    ]
    width = len(spec["columns"])
    steps.insert(0, ("check", lambda x: check_shape(x, width)))
    return Pipeline(steps)
