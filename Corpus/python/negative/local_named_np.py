import numpy as np


class Shop:
    def product(self, x):
        return "a product"


def sell(x):
    np = Shop()
    return np.product(x)


print(sell([1]), np.prod([2, 3]) == 6)
