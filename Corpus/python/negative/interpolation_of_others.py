def quantile(x, q, interpolation="linear"):
    return f"{q} {interpolation}"


print(quantile([1], 0.5, interpolation="lower"))
