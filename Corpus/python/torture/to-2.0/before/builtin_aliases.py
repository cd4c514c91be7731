"""The builtins under numpy's name, gone since 1.24; np.bool and np.long came back as something else."""
import numpy as np
from numpy import int as integer, float

print(np.zeros(1, dtype=np.float).dtype.name, np.zeros(1, np.int).dtype.kind, np.ones(1, np.bool).tolist())
print(np.empty(1, dtype=np.object).dtype.kind, np.array(["a"], dtype=np.str).dtype.kind)
print(np.complex(1, 2), np.int("7"), np.float("1.5"), isinstance(True, np.bool), np.long(3), np.unicode("u"))
print(integer("4"), float(2), isinstance(1, (np.int, np.float)))


def cast(x, to=np.float):
    return to(x)


print(cast(1), cast("1", np.int))
