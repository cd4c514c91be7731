"""Since 3.12 a field may use the string's own quotes, comments and lines."""
import numpy as np

print(f"{np.prod([2, 3])} {"np.product" + f"{int(np.prod([4]))}"}")
print(f"{
    int(np.prod([2, 5]))  # a comment with "quotes" and }
:>{int(np.prod([2, 3]))}}")
print(f'{'\n'.join(str(int(v)) for v in np.cumprod([1, 2]))}', f"{{{np.inf}}}")
