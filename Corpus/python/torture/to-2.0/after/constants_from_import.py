"""Constants taken by name."""
from numpy import inf, nan as nothing
from numpy import inf

print(-inf, (-inf) ** 2, inf, nothing == nothing, [inf, -inf])
