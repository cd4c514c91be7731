"""From 1.21 straight to 2.4: what 2.0 only warned about is gone."""
import numpy as np
from numpy import in1d, row_stack, trapz as integrate

print(float(np.trapz([1, 2])), float(integrate([1, 2, 3])))
print(in1d([1, 2], [2]).tolist(), np.row_stack([[1], [2]]).tolist(), row_stack([[3]]).tolist())
print(np.reshape([1, 2, 3, 4], newshape=(2, 2)).tolist(), np.reshape([1, 2], (2, 1)).tolist())
print(np.array([1], dtype=np.int8).tostring())
