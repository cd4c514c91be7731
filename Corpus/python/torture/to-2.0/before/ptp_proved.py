"""The method is gone; the receiver is an array for certain."""
import numpy as np

x = np.array([[1.0, 5.0], [2.0, 9.0]])
print(float(x.ptp()), x.ptp(axis=0).tolist(), x.ptp(1).tolist())
print(x.ptp(axis=1, keepdims=True).tolist())
print(int(np.arange(7).ptp()), float(np.zeros((2, 2)).ptp()))
print(float(np.ptp(x)))


def spread(values: np.ndarray) -> float:
    return float(values.ptp())


def widest(rows):
    table = np.asarray(rows)
    per_row = table.ptp(
        axis=1,  # across a row
    )
    return float(per_row.max())


out = np.empty(2)
x.ptp(0, out)
print(spread(x), widest([[1, 2], [3, 9]]), out.tolist())
