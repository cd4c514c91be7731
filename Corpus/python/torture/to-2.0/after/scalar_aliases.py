"""Every alias of a scalar type that 2.0 dropped."""
import numpy as np

print([np.dtype(t).name for t in (np.float64, np.complex128, np.complex128, np.complex64)])
print([np.dtype(t).kind for t in (np.longdouble, np.clongdouble, np.clongdouble)])
print([np.dtype(t).kind for t in (np.bool_, np.intp, np.uintp, np.object_, np.void)])
print(np.bytes_("a"), np.str_("b"), np.str_("c"), np.bytes_("d"))


class Real(np.float64):
    pass


def known(x):
    return isinstance(x, (np.float64, np.str_)) or issubclass(type(x), np.bytes_)


print(Real(1).item(), known(np.float64(1)), known(b"x"))
