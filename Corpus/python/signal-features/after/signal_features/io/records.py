"""The bench's record format: a header of 16 bytes, then big-endian samples."""
from dataclasses import dataclass

import numpy as np
from numpy.rec import fromarrays

from ..compat import float_

if not hasattr(np, "float16"):  # 1.5 and older
    raise ImportError("signal_features needs NumPy 1.6 or newer")

_HEADER = np.dtype([("magic", "S4"), ("rate", ">f4"), ("count", ">i4"), ("flags", ">i4")])


@dataclass
class Header:
    rate: float
    count: int
    flags: int = 0

    def pack(self) -> bytes:
        raw = np.zeros((), dtype=_HEADER)
        raw["magic"] = np.bytes_("VIB1")
        raw["rate"], raw["count"], raw["flags"] = self.rate, self.count, self.flags
        return raw.tobytes()


def write(x, rate, flags=0):
    x = np.asarray(x, dtype=np.float32)
    big: np.ndarray = x.byteswap()
    return Header(rate, x.size, flags).pack() + big.view(big.dtype.newbyteorder(">")).tobytes()


def read(data):
    raw = np.frombuffer(data, dtype=_HEADER, count=1)[0]
    if raw["magic"] != b"VIB1":
        raise ValueError("not a record of the bench")
    samples = np.frombuffer(data, dtype=">f4", offset=_HEADER.itemsize, count=int(raw["count"]))
    header = Header(float(raw["rate"]), int(raw["count"]), int(raw["flags"]))
    return header, samples.astype(float_)


def table(headers):
    return fromarrays(
        [[h.rate for h in headers], [h.count for h in headers]],
        dtype=[("rate", np.float64), ("count", np.int_)],
    )
