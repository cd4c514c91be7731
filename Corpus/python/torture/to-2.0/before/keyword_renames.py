"""Same function, renamed keyword."""
import numpy as np

x = [1.0, 2.0, 4.0, 8.0]
print(float(np.percentile(x, 50, interpolation="lower")), float(np.quantile(x, 0.5, interpolation="higher")))
print(float(np.nanpercentile(x, 25, axis=None, interpolation="nearest")), float(np.percentile(x, 50)))
