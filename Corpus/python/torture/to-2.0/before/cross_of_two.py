"""Cross products of 2-vectors: deprecated in 2.0, an error since 2.5; said, not changed."""
import numpy as np

print(int(np.cross([1, 2], [3, 4])))
