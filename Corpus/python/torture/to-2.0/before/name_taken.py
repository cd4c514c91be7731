"""The new name is taken in this file, so the old one stays as a name for the new thing."""
from numpy import cumproduct, product


def prod(values):
    return "mine"


class cumprod:
    pass


print(prod([1]), int(product([2, 3])), cumproduct([2, 3]).tolist(), cumprod.__name__)
