"""A private module under a name of its own."""
import numpy as np
import numpy.core.numeric as n

x = n.asarray([3.0, 4.0])
print(float(np.sqrt(n.dot(x, x))), n.ones(2).tolist())
