"""`asfarray` always gave floats; the default it had is written out."""
import numpy as np

print(np.asfarray([1, 2]).dtype.name, np.asfarray([1]).tolist())
print(np.asfarray([1, 2], dtype=np.float32).dtype.name, np.asfarray([1], dtype="float_").dtype.name)
