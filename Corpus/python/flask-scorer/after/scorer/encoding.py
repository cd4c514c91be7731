"""JSON for answers that still hold NumPy values."""
import json

import numpy as np

_INTEGERS = (np.int_, np.intc, np.intp, np.int8, np.int16, np.int32, np.int64, np.uintp)
_FLOATS = (np.float64, np.float16, np.float32, np.longdouble)


class Encoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, _INTEGERS):
            return int(o)
        if isinstance(o, _FLOATS):
            return float(o)
        if isinstance(o, (np.complex128, np.complex64)):
            return {"re": float(o.real), "im": float(o.imag)}
        if isinstance(o, np.ndarray):
            return o.tolist()
        if isinstance(o, np.bool_):
            return bool(o)
        if isinstance(o, (np.bytes_, bytes)):
            return o.decode("ascii")
        if isinstance(o, np.void):  # a record
            return None
        return super().default(o)


def dumps(value) -> str:
    return json.dumps(value, cls=Encoder, sort_keys=True)


def finite(value, fallback=None):
    """JSON has no infinities: `value` if it is finite, else `fallback`."""
    if value in (np.inf, -np.inf, np.inf) or value != value:
        return fallback
    return value
