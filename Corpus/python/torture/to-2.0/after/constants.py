"""Constants, and the parentheses a minus sign needs."""
import numpy as np

print(np.inf, np.inf, np.inf, np.inf, np.isnan(np.nan))
print((-np.inf) ** 2, 2 ** -np.inf, (-np.inf).is_integer(), 1 - -np.inf)
print([-np.inf, max(1, -np.inf)], dict(low=-np.inf), -np.inf < 0 < np.inf)
print(np.full(1, fill_value=-np.inf).tolist(), 0.0, np.copysign(1, -0.0).item())
