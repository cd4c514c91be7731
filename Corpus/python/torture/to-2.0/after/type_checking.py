"""Imports for the type checker only, and annotations that are not evaluated."""
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy import float64
    from numpy import ndarray


def f(x: float64, y: ndarray = None) -> np.complex128:
    z: np.float64 = x
    return np.float64(z)


print(f(2).item())
