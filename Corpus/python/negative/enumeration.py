import enum


class Limit(enum.Enum):
    Inf = 1
    NaN = 2
    product = 3


print(Limit.Inf.name, Limit["product"].value, Limit.NaN)
