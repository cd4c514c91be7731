"""Functions under other names of the program's own."""
import numpy as np

multiply_all = np.prod
running = total = np.cumprod
TABLE = {"product": np.prod, "alltrue": np.all}
integrate, limit = np.trapezoid, np.inf


def each(rows, how=np.prod):
    reduce = how
    return [int(reduce(row)) for row in rows]


print(int(multiply_all([2, 3])), running([1, 2]).tolist(), total([2, 2]).tolist())
print(int(TABLE["product"]([3, 4])), bool(TABLE["alltrue"]([1, 0])))
print(float(integrate([1, 2])), limit, each([[1, 2], [3]]))
