import numpy as np

print(np.multiply.reduce([2, 3]).item(), np.logical_and.reduce([1, 0]).item(), np.add.accumulate([1, 2]).tolist())
