"""From 1.21 straight to 2.4: what 2.0 only warned about is gone."""
import numpy as np
from numpy import isin, vstack, trapezoid as integrate

print(float(np.trapezoid([1, 2])), float(integrate([1, 2, 3])))
print(isin([1, 2], [2]).tolist(), np.vstack([[1], [2]]).tolist(), vstack([[3]]).tolist())
print(np.reshape([1, 2, 3, 4], (2, 2)).tolist(), np.reshape([1, 2], (2, 1)).tolist())
print(np.array([1], dtype=np.int8).tobytes())
