"""Uses in every kind of statement."""
import numpy as np; from numpy import product; x = product([1, 2]); limit = np.Inf

x *= np.product([2, 3])
assert np.alltrue([x > 0]), np.product
if np.sometrue([x]) and not np.alltrue([0]): print(int(x))
while np.product([0]): break
for v in np.cumproduct([1, 2]): print(int(v))
with np.errstate(all="ignore"): y = [np.product([v]) for v in (1, 2)]
try:
    raise ValueError(int(np.product([3])))
except ValueError as e: print(e)
finally: z = {np.Inf: np.product([2])}
table = np.zeros((2, 2), np.float_)
table[int(np.alltrue([1])):, 0] = np.product([5])
del z[np.Inf]
print(table.tolist(), z, (lambda: (yield np.Inf))().__next__(), int(y[1]) if np.alltrue(y) else None, limit)
print(*map(int, [np.product([1]), *[np.product([2])]]), sep=np.string_("-").decode(), end=f"{np.Inf}\n")


def g():
    yield from np.cumproduct([2, 2]).tolist()
    return np.NINF


async def h(x=np.product([4])):
    async def inner():
        return int(np.product([x, 2]))
    return await inner()


class K(object, metaclass=type):
    value: "object" = np.Inf
    __slots__ = ()


def drive(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value


print(list(g()), drive(h()), K.value)
if (n := np.product([6, 7])) > 41: print(int(n))
