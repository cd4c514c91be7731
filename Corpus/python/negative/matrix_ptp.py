# numpy.matrix kept its ptp
import numpy as np

m = np.matrix([[1, 5], [2, 9]])
print(m.ptp().item(), m.ptp(axis=0).tolist())
