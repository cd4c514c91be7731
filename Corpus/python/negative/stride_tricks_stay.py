import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

print(sliding_window_view(np.arange(4), 2).shape, np.lib.stride_tricks.as_strided(np.arange(2), (1,), (8,)).shape)
