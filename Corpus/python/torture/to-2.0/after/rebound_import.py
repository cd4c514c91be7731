"""A later import takes the name over."""
from numpy import prod as product
first = int(product([2, 3]))

from itertools import product
second = list(product([1], [2, 3]))

print(first, second)
