# masked arrays kept theirs
import numpy as np

m = np.ma.array([1, 5, 9], mask=[0, 0, 1])
print(int(m.ptp()))
