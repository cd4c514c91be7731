"""Windows line ends stay."""
import numpy as np
from numpy import (
    prod,  # all of them
    inf,
)

print(int(np.prod(
    [2, 3]
)), int(prod([4])), inf)
text = """np.product
kept"""
