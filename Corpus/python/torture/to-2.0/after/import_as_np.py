"""The usual alias."""
import numpy as np

x = np.array([[1.0, 2.0], [3.0, 4.0]])
print(np.prod(x, axis=0).tolist(), np.prod(x, 1).tolist())
print(np.prod(a=x, axis=0, keepdims=True).tolist())
print(np.round(x / 3, 2).tolist())
print(np.sort([[3, 1], [2, 2]], axis=0).tolist())
print(np.vstack(([1, 2], [3, 4])).tolist())
print(float(np.trapezoid([1, 2, 3])), float(np.trapezoid([1, 2, 3], dx=0.5)))
print(np.isinf(np.inf), np.isinf(-np.inf), np.inf, np.isnan(np.nan))
