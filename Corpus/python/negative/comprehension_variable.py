import types

shops = [types.SimpleNamespace(product=n) for n in "ab"]
print([np.product for np in shops], {np.product: np for np in shops}.keys() == {"a", "b"})
print(list(map(lambda np: np.product, shops)))
