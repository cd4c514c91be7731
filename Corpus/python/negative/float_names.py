import numpy as np

print([np.dtype(t).name for t in (np.float16, np.float32, np.float64, np.complex64, np.intp, np.uint8)])
print(np.floating.__name__, np.integer.__name__, np.issubdtype(np.float32, np.floating))
