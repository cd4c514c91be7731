import numpy as np


class Tracked(np.ndarray):
    def ptp(self, axis=None):
        return "overridden"


print(np.zeros(2).view(Tracked).ptp())
