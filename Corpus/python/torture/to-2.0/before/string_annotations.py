"""Annotations in quotes are code for the type checker."""
import typing

import numpy as np


def f(x: "np.float_", y: "typing.Optional[np.bool8]" = None) -> "np.complex_":
    return x


hints = typing.get_type_hints(f)
print(hints["x"].__name__, hints["return"].__name__)
