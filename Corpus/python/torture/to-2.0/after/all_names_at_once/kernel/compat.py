import numpy as np
from numpy import inf as Inf, float64 as float_, prod as product

__all__ = ["Inf", "float_", "product", "np"]
