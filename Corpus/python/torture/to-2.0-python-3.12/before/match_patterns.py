"""Names in patterns. A pattern cannot be `-np.inf`, so NINF in one is for a person."""
import numpy as np


def kind(x):
    match x:
        case np.Inf:
            return "infinite"
        case np.float_():
            return "real"
        case np.string_() | np.unicode_():
            return "text"
        case {"np": np.bool8(), **rest}:
            return "flag"
        case _:
            return "other"


print([kind(x) for x in (float("inf"), np.float64(1), np.str_("a"), {"np": np.bool_(1)}, 3)])
