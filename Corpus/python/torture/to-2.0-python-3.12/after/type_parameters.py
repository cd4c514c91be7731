"""Type parameters and aliases: scopes of their own, evaluated late."""
import numpy as np

type Real = np.float64
type Table[T: (np.float64, np.complex128)] = dict[str, T]


def first[np](x: np) -> np:
    return x


class Box[T: np.float64]:
    kind: type[np.float64] = np.float64

    def total[U](self, x: list[U]) -> Real:
        return np.float64(np.prod(x))


print(Real.__value__.__name__, first(3), Box.kind.__name__, Box().total([2, 3]).item())
print([t.__name__ for t in Table.__type_params__[0].__constraints__])
