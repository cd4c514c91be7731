"""The usual alias."""
import numpy as np

x = np.array([[1.0, 2.0], [3.0, 4.0]])
print(np.product(x, axis=0).tolist(), np.product(x, 1).tolist())
print(np.product(a=x, axis=0, keepdims=True).tolist())
print(np.round_(x / 3, 2).tolist())
print(np.msort([[3, 1], [2, 2]]).tolist())
print(np.row_stack(([1, 2], [3, 4])).tolist())
print(float(np.trapz([1, 2, 3])), float(np.trapz([1, 2, 3], dx=0.5)))
print(np.isinf(np.PINF), np.isinf(np.NINF), np.infty, np.isnan(np.NaN))
