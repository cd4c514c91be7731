try:
    import cupy as cp
except ImportError:
    cp = None

print(cp is None or cp.product([1, 2]) == 2, cp is None or cp.float_)
