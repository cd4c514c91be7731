import numpy as np

x = np.array([np.nan])
print(np.nan_to_num(x, copy=False) is x, x.tolist())
