import numpy as np

print(np.cross([1, 0, 0], [0, 1, 0]).tolist())
