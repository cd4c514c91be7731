"""The standard library as numpy happened to import it."""
import numpy as np

print(np.math.sqrt(4.0), np.math.factorial(3), np.math.pi > 3, np.pi > 3)
