"""Uses in every kind of statement."""
import numpy as np; from numpy import prod; x = prod([1, 2]); limit = np.inf

x *= np.prod([2, 3])
assert np.all([x > 0]), np.prod
if np.any([x]) and not np.all([0]): print(int(x))
while np.prod([0]): break
for v in np.cumprod([1, 2]): print(int(v))
with np.errstate(all="ignore"): y = [np.prod([v]) for v in (1, 2)]
try:
    raise ValueError(int(np.prod([3])))
except ValueError as e: print(e)
finally: z = {np.inf: np.prod([2])}
table = np.zeros((2, 2), np.float64)
table[int(np.all([1])):, 0] = np.prod([5])
del z[np.inf]
print(table.tolist(), z, (lambda: (yield np.inf))().__next__(), int(y[1]) if np.all(y) else None, limit)
print(*map(int, [np.prod([1]), *[np.prod([2])]]), sep=np.bytes_("-").decode(), end=f"{np.inf}\n")


def g():
    yield from np.cumprod([2, 2]).tolist()
    return -np.inf


async def h(x=np.prod([4])):
    async def inner():
        return int(np.prod([x, 2]))
    return await inner()


class K(object, metaclass=type):
    value: "object" = np.inf
    __slots__ = ()


def drive(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value


print(list(g()), drive(h()), K.value)
if (n := np.prod([6, 7])) > 41: print(int(n))
