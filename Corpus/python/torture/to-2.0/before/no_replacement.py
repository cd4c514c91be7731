"""Gone without a successor: a person must look."""
import numpy as np


@np.deprecate
def old():
    return np.sctypes["others"][0].__name__


print(old(), sorted(np.sctypes))
np.who({"x": np.zeros(1)})
