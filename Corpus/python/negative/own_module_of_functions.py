import types

tools = types.ModuleType("tools")
tools.product = lambda x: "mine"
tools.core = types.SimpleNamespace(numeric=types.SimpleNamespace(asarray=list))

print(tools.product([1]), tools.core.numeric.asarray("ab"))
