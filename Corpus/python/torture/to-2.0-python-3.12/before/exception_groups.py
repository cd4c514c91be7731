"""`except*` and parenthesised context managers."""
import contextlib

import numpy as np

try:
    raise ExceptionGroup("several", [np.AxisError(3, 2), ValueError("plain")])
except* np.AxisError as group:
    print(len(group.exceptions))
except* (ValueError, np.TooHardError) as group:
    print(group.exceptions)

with (
    np.errstate(all="ignore"),
    contextlib.nullcontext(np.product([2, 3])) as total,
):
    print(int(total))
