"""Removed calls in the arguments of removed calls."""
import numpy as np

x = [[1.0, 2.0], [3.0, 4.0]]
print(float(np.product(np.cumproduct(np.array(x, copy=False)))))
print(bool(np.alltrue(np.in1d([1, 2], np.array([np.product([1, 2]), 1], copy=False)))))
print(np.msort(np.row_stack([np.cumproduct([3, 1]), np.asfarray([2, np.product([1, 1])])])).tolist())
print(float(np.asfarray(x, dtype=np.float_).ptp()))
print(np.round_(np.round_(np.round_(np.pi, 4), 3), 2).item())
