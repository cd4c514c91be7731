"""Names in strings that getattr turns into names."""
import numpy as np

print(np.dtype(getattr(np, "float64")).name, int(getattr(np, "prod")([2, 3])))
print(np.dtype(getattr(np, 'complex128')).name)
KIND = getattr(np, "str_")
print(KIND("a") + "b")
# not a name of NumPy's: left as it is
print(getattr({}, "product", "float_"))
