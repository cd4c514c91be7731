def area(np):
    return np.product, np.float_, np.Inf


class Box:
    product, float_, Inf = 1, 2, 3


print(area(Box))
