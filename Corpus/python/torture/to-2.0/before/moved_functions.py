"""Functions that live elsewhere now."""
import numpy as np

x = np.arange(4)
low, high = np.byte_bounds(x)
print(high - low == x.nbytes, np.safe_eval("(1, 'a')"), np.tracemalloc_domain)
print(np.compare_chararrays(np.array(["a "]), np.array(["a"]), "==", True).tolist())
print(np.format_parser(["f8"], ["x"], []).dtype.names, np.DataSource(None).exists("no such file"))
print(np.sctype2char(np.float32), np.cast[np.int16]([1.5]).tolist(), np.nbytes[np.float32])
print(np.mat([[1, 2]]).shape, np.mat("1 2; 3 4").tolist())
np.disp("done")
