"""One import of a name falls back to something else: the name must stay."""
try:
    from numpy import product
except ImportError:
    product = None

try:
    from no_such_package import cumproduct
except ImportError:
    from numpy import cumproduct

print(product is None or int(product([2, 3])), cumproduct([2, 3]).tolist())
