import numpy as np

print(np.percentile([1.0, 2.0, 3.0], 50).item(), np.quantile([1.0, 2.0], 0.5, axis=0).item())
