"""Errors and warnings moved to numpy.exceptions."""
import warnings

import numpy as np
from numpy.exceptions import ComplexWarning, TooHardError
from numpy import ones
from numpy.exceptions import AxisError as WrongAxis

try:
    np.sum(ones(2), axis=4)
except (np.exceptions.AxisError, KeyError) as error:
    print(type(error).__name__, isinstance(error, WrongAxis))

try:
    raise TooHardError("no")
except np.exceptions.TooHardError as error:
    print(error)

with warnings.catch_warnings():
    warnings.simplefilter("error", np.exceptions.VisibleDeprecationWarning)
    warnings.filterwarnings("ignore", category=np.exceptions.RankWarning)
    warnings.simplefilter("error", ComplexWarning)
    try:
        np.array([1j]).astype(float)
    except np.exceptions.ComplexWarning as error:
        print(error)

print(issubclass(np.exceptions.ModuleDeprecationWarning, DeprecationWarning))
