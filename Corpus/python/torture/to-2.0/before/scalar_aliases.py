"""Every alias of a scalar type that 2.0 dropped."""
import numpy as np

print([np.dtype(t).name for t in (np.float_, np.complex_, np.cfloat, np.singlecomplex)])
print([np.dtype(t).kind for t in (np.longfloat, np.longcomplex, np.clongfloat)])
print([np.dtype(t).kind for t in (np.bool8, np.int0, np.uint0, np.object0, np.void0)])
print(np.string_("a"), np.unicode_("b"), np.str0("c"), np.bytes0("d"))


class Real(np.float_):
    pass


def known(x):
    return isinstance(x, (np.float_, np.unicode_)) or issubclass(type(x), np.string_)


print(Real(1).item(), known(np.float64(1)), known(b"x"))
