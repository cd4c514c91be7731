"""numpy.lib lost most of its modules; the functions are public in numpy."""
import numpy as np
from numpy import trapezoid
from numpy import nanmean
from numpy.lib.stride_tricks import as_strided  # this one stays

print(np.pad([1], 1).tolist(), np.pad([2], 1).tolist())
print(np.index_exp[1:2], np.tri(2).tolist())
print(np.unique([2, 1, 2]).tolist(), np.tile([1], 2).tolist())
print(float(trapezoid([1, 2])), float(nanmean([1.0, 3.0])))
print(as_strided(np.arange(3), (2, 2), (8, 8)).shape, np.lib.stride_tricks.as_strided is as_strided)
