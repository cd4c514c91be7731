"""The same module on every way in."""
import os
import sys

if sys.version_info >= (3, 0):
    import numpy as np
    from numpy import product
else:
    import numpy as np
    from numpy import product

if os.environ.get("NO_SUCH_VARIABLE"):
    import json
else: from numpy import cumproduct as running

print(int(np.product([2, 3])), int(product([4])), running([2, 2]).tolist())
