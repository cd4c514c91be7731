"""The variable of a comprehension hides the module inside it, not outside."""
import numpy as np


class Fake:
    float_ = staticmethod(lambda v: "fake")
    product = staticmethod(lambda v: "fake product")


print([np.product([1]) for np in (Fake, Fake)])
print([f for f in [int(np.prod([2, 3]))] for np in [Fake]])
print({np.float_(1) for np in (Fake,)}, {k: np.product(k) for k, np in {"a": Fake}.items()})
print(list(np.product(v) for v, np in [(1, Fake)] if np.float_(v)))
# the first iterable belongs to the outside
print([np.product(1) for np in ([Fake] * int(np.prod([1, 2])))])
print(int(np.prod([3, 4])))
