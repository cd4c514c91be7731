"""Names in patterns. A pattern cannot be `-np.inf`, so NINF in one is for a person."""
import numpy as np


def kind(x):
    match x:
        case np.inf:
            return "infinite"
        case np.float64():
            return "real"
        case np.bytes_() | np.str_():
            return "text"
        case {"np": np.bool_(), **rest}:
            return "flag"
        case _:
            return "other"


print([kind(x) for x in (float("inf"), np.float64(1), np.str_("a"), {"np": np.bool_(1)}, 3)])
