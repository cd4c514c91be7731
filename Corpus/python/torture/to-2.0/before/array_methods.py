"""Methods of arrays that are gone, on arrays that are known to be arrays."""
import numpy as np

x = np.array([[1, 2], [3, 4]], dtype=np.int32)
print(x.newbyteorder(">").dtype.str, x.tostring() == x.tobytes())
x.itemset((0, 1), 9)
print(x.tolist())
# a dtype still has it
print(x.dtype.newbyteorder(">").str, np.dtype("i2").newbyteorder("S").str)
