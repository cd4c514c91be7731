def f(product=1, float_=2, Inf=3, in1d=4):
    return product + float_ + Inf + in1d


print(f(product=2, float_=3), f(Inf=1, in1d=1), dict(product=1, trapz=2))
