import types

import numpy as np

print(np.pi > 3)
del np
np = types.SimpleNamespace(product="mine")
print(np.product)
