"""After `del`, the name is free for something else."""
import numpy as np

before = int(np.prod([2, 3]))
del np


class np:
    @staticmethod
    def product(values):
        return "not NumPy"


print(before, np.product([2, 3]))
