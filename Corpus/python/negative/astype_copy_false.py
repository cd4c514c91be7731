# here `copy=False` always meant "only if needed"
import numpy as np

x = np.zeros(2)
print(x.astype(float, copy=False) is x, x.astype("i4", copy=False).dtype.name)
