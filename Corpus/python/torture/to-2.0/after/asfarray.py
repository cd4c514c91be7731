"""`asfarray` always gave floats; the default it had is written out."""
import numpy as np

print(np.asarray([1, 2], dtype=np.float64).dtype.name, np.asarray([1], dtype=np.float64).tolist())
print(np.asarray([1, 2], dtype=np.float32).dtype.name, np.asarray([1], dtype="float64").dtype.name)
