"""numpy.lib lost most of its modules; the functions are public in numpy."""
import numpy as np
from numpy.lib.function_base import trapz
from numpy.lib.nanfunctions import nanmean
from numpy.lib.stride_tricks import as_strided  # this one stays

print(np.lib.pad([1], 1).tolist(), np.lib.arraypad.pad([2], 1).tolist())
print(np.lib.index_tricks.index_exp[1:2], np.lib.twodim_base.tri(2).tolist())
print(np.lib.arraysetops.unique([2, 1, 2]).tolist(), np.lib.shape_base.tile([1], 2).tolist())
print(float(trapz([1, 2])), float(nanmean([1.0, 3.0])))
print(as_strided(np.arange(3), (2, 2), (8, 8)).shape, np.lib.stride_tricks.as_strided is as_strided)
