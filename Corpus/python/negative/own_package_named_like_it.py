import types

numpy = types.SimpleNamespace(product=lambda x: "mine", Inf="mine")
print(numpy.product([1]), numpy.Inf)
