import math
from math import inf as Inf, nan as NaN

print(math.prod([2, 3]), math.inf, Inf, NaN != NaN)
