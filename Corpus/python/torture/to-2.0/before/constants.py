"""Constants, and the parentheses a minus sign needs."""
import numpy as np

print(np.Inf, np.Infinity, np.infty, np.PINF, np.isnan(np.NAN))
print(np.NINF ** 2, 2 ** np.NINF, np.NINF.is_integer(), 1 - np.NINF)
print([np.NINF, max(1, np.NINF)], dict(low=np.NINF), np.NINF < 0 < np.PINF)
print(np.full(1, fill_value=np.NINF).tolist(), np.PZERO, np.copysign(1, np.NZERO).item())
