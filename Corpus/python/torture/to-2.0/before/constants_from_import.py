"""Constants taken by name."""
from numpy import NINF, PINF, NaN as nothing
from numpy import Inf

print(NINF, NINF ** 2, PINF, nothing == nothing, [Inf, NINF])
