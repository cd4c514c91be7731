"""Replacements that agree on everything usual, not on all: shown for review."""
import numpy as np

print(np.issubdtype(np.int32, np.integer), issubclass(bool, int), issubclass(np.float64, np.generic))
print(np.dtype("f4").type.__name__, np.result_type(*[np.float32, np.int64]).name)
