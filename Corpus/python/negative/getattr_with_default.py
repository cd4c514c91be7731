import numpy as np

product = getattr(np, "product", np.prod)
float_ = getattr(np, "float_", float)
print(product([2, 3]).item(), float_(1) == 1)
