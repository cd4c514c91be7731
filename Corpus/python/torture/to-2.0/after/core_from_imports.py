"""Names taken out of private modules; some are public elsewhere."""
from numpy.lib.array_utils import normalize_axis_index
from numpy.lib.array_utils import normalize_axis_tuple
from numpy import asarray, ones
from numpy.rec import fromarrays as columns

print(normalize_axis_index(-1, 4), normalize_axis_tuple((0, -1), 3), asarray([1]).tolist(), ones(1).tolist())
print(columns([[1, 2], [3, 4]], names="a,b").b.tolist())
