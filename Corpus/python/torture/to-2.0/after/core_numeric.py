"""Public names reached through the private module."""
import numpy as np

print(np.asarray([1, 2]).tolist())
print(np.sum([1, 2]).item(), np.arange(3).tolist())
print(np.add(1, 2).item(), np.float64(2).item())
print(np.rec.fromrecords([(1, "a")], names="n,s").n.tolist())
print(np.lib.array_utils.normalize_axis_tuple(-1, 3), np.lib.array_utils.normalize_axis_index(-1, 2))
print(np.char.upper(np.array(["a"])).tolist())
