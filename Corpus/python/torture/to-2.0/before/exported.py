"""Names in `__all__` belong to others as well: they stay."""
from numpy import product, cumproduct, float_
from numpy import alltrue as every

__all__ = ["product", "every"]
__all__ += ["float_"]

print(int(product([2, 3])), cumproduct([1, 2]).tolist(), float_(1).item(), bool(every([1])))
print([n for n in __all__ if n not in globals()])
