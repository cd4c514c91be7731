"""`from numpy import all` would hide the builtin that this file uses."""
from numpy import all as alltrue, round as round_, any as sometrue

print(all(v > 0 for v in (1, 2)), bool(alltrue([1, 0])))
print(any(v > 0 for v in (0, 2)), bool(sometrue([0, 0])))
print(round(2.567, 1), round_(2.567, 1).item())
