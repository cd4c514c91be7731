"""Same name, new default: the old one is written out where none was given."""
import numpy as np
from numpy.linalg import lstsq

a, b = [[1.0, 0.0], [0.0, 2.0]], [1.0, 4.0]
print(np.linalg.lstsq(a, b, rcond=-1)[0].tolist(), lstsq(a, b, rcond=-1)[2].item())
print(np.linalg.lstsq(a, b, rcond=None)[0].tolist(), lstsq(a, b, 1e-9)[0].tolist())
