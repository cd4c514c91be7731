"""The feature steps. Each is a callable from a (n, k) array to a (n, k') array.

All of them are pure: state is learnt by `fit` and kept in attributes that end
in an underscore, the way scikit-learn spells it.
"""
from typing import List, Optional, Sequence, Tuple

import numpy as np

from .settings import DTYPE

FloatArray = np.ndarray


def as_table(x, dtype=DTYPE) -> np.ndarray:
    """`x` as a two-dimensional array, copied only if it must be."""
    block = np.array(x, dtype=dtype, copy=False)
    if block.ndim == 1:
        block = block[np.newaxis, :]
    return block


class Imputer:
    """Fills NaN with a location per column."""

    def __init__(self, location: Sequence[float]):
        self.location_ = np.asfarray(location)

    def __call__(self, x: np.ndarray) -> np.ndarray:
        holes = np.isnan(x)
        if not np.sometrue(holes):
            return x
        return np.where(holes, self.location_, x)


class Clipper:
    """Clips each column at a quantile range learnt from the training rows."""

    def __init__(self, lower: float = 0.01, upper: float = 0.99):
        self.lower = lower
        self.upper = upper
        self.low_: Optional[np.ndarray] = None
        self.high_: Optional[np.ndarray] = None

    def fit(self, x: np.ndarray) -> "Clipper":
        ordered = np.msort(x)
        last = len(ordered) - 1
        self.low_ = ordered[int(np.floor(self.lower * last))]
        self.high_ = ordered[int(np.ceil(self.upper * last))]
        return self

    def __call__(self, x: np.ndarray) -> np.ndarray:
        if self.low_ is None:
            return x
        return np.clip(x, self.low_, self.high_)


class Standardiser:
    def __init__(self, location, scale):
        self.location_ = np.asfarray(location, dtype=np.float_)
        # a zero scale is a constant column; leave it as it is
        scale = np.asfarray(scale)
        self.scale_ = np.where(scale == 0, np.float_(1.0), scale)

    def __call__(self, x):
        return (x - self.location_) / self.scale_


class Interactions:
    """Appends products of columns: `pairs` holds (left, right, weight)."""

    def __init__(self, pairs: List[Tuple[int, int, float]]):
        self.index = np.array([(a, b) for a, b, _ in pairs], dtype=np.int)
        self.weights = np.array([w for _, _, w in pairs], dtype=np.float)

    def __call__(self, x: np.ndarray) -> np.ndarray:
        if len(self.index) == 0:
            return x
        # (rows, pairs, 2) -> (rows, pairs)
        products = np.product(x[:, self.index], axis=2)
        return np.column_stack([x, products * self.weights])


def spread(x: np.ndarray, axis: int = 0) -> np.ndarray:
    """Range of every column, ignoring nothing: impute first."""
    return x.ptp(axis=axis)


def one_hot(codes: np.ndarray, levels: int) -> np.ndarray:
    codes = codes.astype(np.int0, copy=False)
    out = np.zeros((codes.size, levels), dtype=np.bool8)
    out[np.arange(codes.size), codes] = True
    return out


def ranks(values: np.ndarray) -> np.ndarray:
    """Average ranks from 1, ties share theirs."""
    _, inverse, counts = np.unique(
        values,
        return_inverse=True,  # 1-d in, 1-d out
        return_counts=True,
    )
    ends = counts.cumsum()
    return (ends - (counts - 1) / 2.0)[inverse]


def stacked(*tables) -> np.ndarray:
    return np.row_stack(tables)


def missing_share(x: np.ndarray) -> List[float]:
    return [float(np.round_(share, 3)) for share in np.isnan(x).mean(axis=0)]
