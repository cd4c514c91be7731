"""The builtins under numpy's name, gone since 1.24; np.bool and np.long came back as something else."""
import numpy as np

print(np.zeros(1, dtype=float).dtype.name, np.zeros(1, int).dtype.kind, np.ones(1, bool).tolist())
print(np.empty(1, dtype=object).dtype.kind, np.array(["a"], dtype=str).dtype.kind)
print(complex(1, 2), int("7"), float("1.5"), isinstance(True, bool), int(3), str("u"))
print(int("4"), float(2), isinstance(1, (int, float)))


def cast(x, to=float):
    return to(x)


print(cast(1), cast("1", int))
