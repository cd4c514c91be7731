"""Nothing says what `x` is: shown for review, never applied by itself."""
import numpy as np


def spread(x):
    return float(x.ptp())


class Box:
    def __init__(self, rows):
        self.rows = rows

    def spread(self):
        return float(self.rows.ptp())


print(spread(np.array([1, 4])), Box(np.array([2, 9])).spread())
