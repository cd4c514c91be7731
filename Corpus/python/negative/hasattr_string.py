import numpy as np

OLD = hasattr(np, "__no_such_name__")
NEW = hasattr(np, "prod")
print(OLD, NEW)
