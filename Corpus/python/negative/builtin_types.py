import numpy as np

print(np.zeros(1, dtype=float).dtype.name, np.zeros(1, dtype=bool).dtype.name, float("1"), int(2), object is object)
