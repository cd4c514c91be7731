"""One statement, several modules."""
import numpy as np, os
import sys, numpy, json as js
import numpy.linalg

print(int(np.prod([2, 3])), int(numpy.prod([4])), os.sep, js.dumps(1), np.ones(1).tolist())
print(float(numpy.linalg.norm([3.0, 4.0])), bool(sys.path))
