import types

if (np := types.SimpleNamespace(alltrue=lambda x: "mine")):
    print(np.alltrue([1]))
