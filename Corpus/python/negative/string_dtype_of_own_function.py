def column(name, dtype="float_"):
    return f"{name}:{dtype}"


print(column("a"), column("b", dtype="complex_"), column("c", "bool8"))
