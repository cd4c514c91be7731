"""Imports for the type checker only, and annotations that are not evaluated."""
from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy import float_
    from numpy.core.multiarray import ndarray


def f(x: float_, y: ndarray = None) -> np.complex_:
    z: np.float_ = x
    return np.float_(z)


print(f(2).item())
