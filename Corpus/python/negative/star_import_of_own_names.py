from itertools import *

print(list(product([1], [2])), list(islice(count(), 2)))
