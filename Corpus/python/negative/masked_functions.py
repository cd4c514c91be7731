# numpy.ma kept the old names
import numpy as np
import numpy.ma as ma

x = ma.array([1, 2, 3])
print(int(ma.product(x)), bool(ma.alltrue(x)), ma.row_stack([x, x]).shape, bool(np.ma.sometrue(x)))
print(ma.in1d(x, [2]).tolist(), int(np.ma.product([2, 3])))
