"""Arguments that cannot be bound for certain: a person must look."""
import numpy as np

args, options = ([[3, 1], [2, 2]],), {"copy": False}
print(np.msort(*args).tolist(), np.array(*args, **options).tolist())
