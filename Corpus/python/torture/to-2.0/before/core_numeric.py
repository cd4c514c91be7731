"""Public names reached through the private module."""
import numpy as np

print(np.core.numeric.asarray([1, 2]).tolist())
print(np.core.fromnumeric.sum([1, 2]).item(), np.core.multiarray.arange(3).tolist())
print(np.core.umath.add(1, 2).item(), np.core.numerictypes.float64(2).item())
print(np.core.records.fromrecords([(1, "a")], names="n,s").n.tolist())
print(np.core.numeric.normalize_axis_tuple(-1, 3), np.core.multiarray.normalize_axis_index(-1, 2))
print(np.core.defchararray.upper(np.array(["a"])).tolist())
