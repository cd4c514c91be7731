"""A plain rename needs no binding of the arguments; a rewritten call does."""
import numpy as np

args, options = ([[1, 2], [3, 4]],), {"axis": 0}
print(np.prod(*args, **options).tolist(), np.cumprod(*args).tolist())
print(np.array(*args, copy=True).tolist(), np.round(*(2.55, 1)).item())
