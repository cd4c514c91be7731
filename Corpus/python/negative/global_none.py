np = None


def product(x):
    return np.product(x) if np else "no library"


print(product([1]))
