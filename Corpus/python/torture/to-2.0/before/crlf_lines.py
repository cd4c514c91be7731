"""Windows line ends stay."""
import numpy as np
from numpy import (
    product,  # all of them
    Inf,
)

print(int(np.product(
    [2, 3]
)), int(product([4])), Inf)
text = """np.product
kept"""
