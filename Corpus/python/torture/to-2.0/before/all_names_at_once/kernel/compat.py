import numpy as np
from numpy import Inf, float_, product

__all__ = ["Inf", "float_", "product", "np"]
