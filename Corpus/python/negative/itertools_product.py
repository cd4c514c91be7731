from itertools import product
import itertools

print(list(product([1], [2])), list(itertools.product("a", "b")))
