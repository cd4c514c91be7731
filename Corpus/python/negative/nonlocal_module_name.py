import types


def outer():
    np = types.SimpleNamespace(Inf=1)

    def inner():
        nonlocal np
        np = types.SimpleNamespace(Inf=2)
        return np.Inf

    return inner(), np.Inf


print(outer())
