import types

settings = types.SimpleNamespace(float_="single", product="tea")
print(getattr(settings, "float_"), getattr(settings, "product"), getattr(settings, "in1d", None))
