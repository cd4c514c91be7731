"""A table of any shape: `isin` would answer in another one, so a person must look."""
import numpy as np


def within(table, known):
    return np.in1d(table, known).tolist()


print(within([[1, 2], [3, 4]], [2, 3]))
