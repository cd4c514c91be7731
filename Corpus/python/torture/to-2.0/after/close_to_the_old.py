"""Replacements that agree on everything usual, not on all: shown for review."""
import numpy as np

print(np.issubsctype(np.int32, np.integer), np.issubclass_(bool, int), np.issctype(np.float64))
print(np.obj2sctype("f4").__name__, np.find_common_type([np.float32, np.int64], []).name)
