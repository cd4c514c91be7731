"""The inverse of `unique` has the shape of its input since 2.0; said, not changed."""
import numpy as np

table = np.array([[1, 2], [2, 1]])
values, inverse = np.unique(table, return_inverse=True)
print(values.tolist(), inverse.ravel().tolist())
print(values[inverse].reshape(table.shape).tolist())
