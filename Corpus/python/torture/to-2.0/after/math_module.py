"""The standard library as numpy happened to import it."""
import math

import numpy as np

print(math.sqrt(4.0), math.factorial(3), math.pi > 3, np.pi > 3)
