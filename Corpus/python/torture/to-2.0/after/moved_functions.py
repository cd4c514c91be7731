"""Functions that live elsewhere now."""
import ast

import numpy as np

x = np.arange(4)
low, high = np.lib.array_utils.byte_bounds(x)
print(high - low == x.nbytes, ast.literal_eval("(1, 'a')"), np.lib.tracemalloc_domain)
print(np.char.compare_chararrays(np.array(["a "]), np.array(["a"]), "==", True).tolist())
print(np.rec.format_parser(["f8"], ["x"], []).dtype.names, np.lib.npyio.DataSource(None).exists("no such file"))
print(np.dtype(np.float32).char, np.asarray([1.5]).astype(np.int16).tolist(), np.dtype(np.float32).itemsize)
print(np.asmatrix([[1, 2]]).shape, np.asmatrix("1 2; 3 4").tolist())
print("done")
