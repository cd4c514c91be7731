import numpy as np
from numpy import linalg
from numpy.linalg import LinAlgError, norm

print(float(norm([3.0, 4.0])), float(linalg.det(np.eye(2))), LinAlgError.__name__)
