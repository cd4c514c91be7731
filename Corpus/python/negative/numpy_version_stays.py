import numpy as np
from numpy.lib import NumpyVersion

print(np.lib.NumpyVersion(np.__version__) > "1.0.0", NumpyVersion("1.2.0") < "2.0.0")
