"""Gone without a successor: a person must look."""
import numpy as np


@np.deprecate
def old():
    return np.sctypes["int"][0].__name__


print(old(), np.maximum_sctype(np.int8).__name__)
np.who({"x": np.zeros(1)})
