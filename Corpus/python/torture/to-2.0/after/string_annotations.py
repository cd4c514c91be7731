"""Annotations in quotes are code for the type checker."""
import typing

import numpy as np


def f(x: "np.float64", y: "typing.Optional[np.bool_]" = None) -> "np.complex128":
    return x


hints = typing.get_type_hints(f)
print(hints["x"].__name__, hints["return"].__name__)
