"""Replacement fields are code; everything else in the string is text."""
import numpy as np

x = [1.0, 2.0]
width = 8
print(f"{np.prod(x)}")
print(f"np.product is {np.prod(x):.2f}, {{np.product}}")
print(f'{np.prod(x)!s:>{width}}|{"np.product"}|{int(np.prod(x)):{int(np.prod([2, 4]))}d}')
print(f"{'%.1f' % np.prod(x)}" f"{np.inf}" "np.Inf" rf"\n{np.prod(x)}")
print(f"""
    {np.round(
        np.pi, 3
    )} np.round_
""")
print(f"{[float(np.prod(row)) for row in ([1, 2], [3, 4])]}")
print(f"{(lambda v: float(np.prod(v)))([2, 5])}")
print(f"{np.prod(x)=:.1f}".split("=")[1])
