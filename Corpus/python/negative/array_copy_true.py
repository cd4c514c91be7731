import numpy as np

x = np.zeros(2)
print(np.array(x, copy=True) is x, np.array(x) is x)
