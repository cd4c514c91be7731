"""Same function, renamed keyword."""
import numpy as np

x = [1.0, 2.0, 4.0, 8.0]
print(float(np.percentile(x, 50, method="lower")), float(np.quantile(x, 0.5, method="higher")))
print(float(np.nanpercentile(x, 25, axis=None, method="nearest")), float(np.percentile(x, 50)))
