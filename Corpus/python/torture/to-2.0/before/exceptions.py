"""Errors and warnings moved to numpy.exceptions."""
import warnings

import numpy as np
from numpy import ComplexWarning, TooHardError
from numpy import AxisError as WrongAxis, ones

try:
    np.sum(ones(2), axis=4)
except (np.AxisError, KeyError) as error:
    print(type(error).__name__, isinstance(error, WrongAxis))

try:
    raise TooHardError("no")
except np.TooHardError as error:
    print(error)

with warnings.catch_warnings():
    warnings.simplefilter("error", np.VisibleDeprecationWarning)
    warnings.filterwarnings("ignore", category=np.RankWarning)
    warnings.simplefilter("error", ComplexWarning)
    try:
        np.array([1j]).astype(float)
    except np.ComplexWarning as error:
        print(error)

print(issubclass(np.ModuleDeprecationWarning, DeprecationWarning))
