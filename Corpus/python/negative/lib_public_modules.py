import numpy as np
from numpy.lib import format as npy_format, mixins, recfunctions, scimath

print(np.lib.scimath.sqrt(-1).imag.item(), npy_format.magic(1, 0), mixins.__name__, recfunctions.__name__)
print(scimath.__name__.split(".")[0])
