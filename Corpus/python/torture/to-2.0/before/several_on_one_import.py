"""One statement, several modules."""
import numpy as np, os
import sys, numpy, json as js
import numpy.linalg, numpy.core.numeric as num

print(int(np.product([2, 3])), int(numpy.product([4])), os.sep, js.dumps(1), num.ones(1).tolist())
print(float(numpy.linalg.norm([3.0, 4.0])), bool(sys.path))
