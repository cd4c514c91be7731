# names that look old and are not
import numpy as np

print(np.prod([2, 3]).item(), np.cumprod([1, 2]).tolist(), np.trace(np.eye(2)).item(), np.ptp([1, 4]).item())
print(np.float64(1).item(), np.bool_(1).item(), np.int_(1).item(), np.str_("a") + "", np.bytes_(b"a").decode())
print(np.vstack([[1], [2]]).tolist(), np.sort([2, 1]).tolist(), np.inf, np.isnan(np.nan), np.newaxis)
