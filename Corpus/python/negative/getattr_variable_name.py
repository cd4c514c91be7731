import numpy as np

for name in ("prod", "cumprod"):
    print(getattr(np, name)([2, 3]).tolist())
