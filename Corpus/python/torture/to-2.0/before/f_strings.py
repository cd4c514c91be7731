"""Replacement fields are code; everything else in the string is text."""
import numpy as np

x = [1.0, 2.0]
width = 8
print(f"{np.product(x)}")
print(f"np.product is {np.product(x):.2f}, {{np.product}}")
print(f'{np.product(x)!s:>{width}}|{"np.product"}|{int(np.product(x)):{int(np.product([2, 4]))}d}')
print(f"{'%.1f' % np.product(x)}" f"{np.Inf}" "np.Inf" rf"\n{np.product(x)}")
print(f"""
    {np.round_(
        np.pi, 3
    )} np.round_
""")
print(f"{[float(np.product(row)) for row in ([1, 2], [3, 4])]}")
print(f"{(lambda v: float(np.product(v)))([2, 5])}")
print(f"{np.product(x)=:.1f}".split("=")[1])
