"""The same module on every way in."""
import os
import sys

if sys.version_info >= (3, 0):
    import numpy as np
    from numpy import prod
else:
    import numpy as np
    from numpy import prod

if os.environ.get("NO_SUCH_VARIABLE"):
    import json
else: from numpy import cumprod as running

print(int(np.prod([2, 3])), int(prod([4])), running([2, 2]).tolist())
