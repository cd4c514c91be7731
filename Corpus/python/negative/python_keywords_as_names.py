match, case, type, _ = "product", "float_", "Inf", "in1d"
print(match, case, type, _)
