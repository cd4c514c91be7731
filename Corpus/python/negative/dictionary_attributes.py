import types

np = types.SimpleNamespace(float_=1, core=types.SimpleNamespace(numeric=2))
print(np.float_, np.core.numeric, {"np": np}["np"].float_)
