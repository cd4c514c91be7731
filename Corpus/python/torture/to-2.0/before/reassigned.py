"""Functions under other names of the program's own."""
import numpy as np

multiply_all = np.product
running = total = np.cumproduct
TABLE = {"product": np.product, "alltrue": np.alltrue}
integrate, limit = np.trapz, np.Inf


def each(rows, how=np.product):
    reduce = how
    return [int(reduce(row)) for row in rows]


print(int(multiply_all([2, 3])), running([1, 2]).tolist(), total([2, 2]).tolist())
print(int(TABLE["product"]([3, 4])), bool(TABLE["alltrue"]([1, 0])))
print(float(integrate([1, 2])), limit, each([[1, 2], [3]]))
