import numpy as np

print(np.dtype("i4").newbyteorder(">").str, np.zeros(1, "i4").dtype.newbyteorder("S").str)
