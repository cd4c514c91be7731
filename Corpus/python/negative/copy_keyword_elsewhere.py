import copy


def array(x, copy=True):
    return [*x] if copy else x


x = [1]
print(array(x, copy=False) is x, copy.copy(x) is x)
