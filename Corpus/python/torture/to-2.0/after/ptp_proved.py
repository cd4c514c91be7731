"""The method is gone; the receiver is an array for certain."""
import numpy as np

x = np.array([[1.0, 5.0], [2.0, 9.0]])
print(float(np.ptp(x)), np.ptp(x, axis=0).tolist(), np.ptp(x, 1).tolist())
print(np.ptp(x, axis=1, keepdims=True).tolist())
print(int(np.ptp(np.arange(7))), float(np.ptp(np.zeros((2, 2)))))
print(float(np.ptp(x)))


def spread(values: np.ndarray) -> float:
    return float(np.ptp(values))


def widest(rows):
    table = np.asarray(rows)
    per_row = np.ptp(
        table,
        axis=1,  # across a row
    )
    return float(per_row.max())


out = np.empty(2)
np.ptp(x, 0, out)
print(spread(x), widest([[1, 2], [3, 9]]), out.tolist())
