"""Renamed on import: only the import changes."""
from numpy import prod as p
from numpy import cumprod as running, float64 as real

print(int(p([2, 3])), running([2, 3]).tolist(), float(real(1)))
print([int(p(row)) for row in ([1, 2], [3, 4])], [int(v) for v in map(p, ([5], [6]))])
