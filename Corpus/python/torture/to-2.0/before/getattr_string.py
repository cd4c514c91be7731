"""Names in strings that getattr turns into names."""
import numpy as np

print(np.dtype(getattr(np, "float_")).name, int(getattr(np, "product")([2, 3])))
print(np.dtype(getattr(np, 'complex_')).name)
KIND = getattr(np, "unicode_")
print(KIND("a") + "b")
# not a name of NumPy's: left as it is
print(getattr({}, "product", "float_"))
