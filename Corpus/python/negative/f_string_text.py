x = 3
print(f"np.product({x}) {{np.float_}} {x:>4} np.Inf", rf"\np.Inf{x}")
