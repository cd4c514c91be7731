"""Since 3.12 a field may use the string's own quotes, comments and lines."""
import numpy as np

print(f"{np.product([2, 3])} {"np.product" + f"{int(np.product([4]))}"}")
print(f"{
    int(np.product([2, 5]))  # a comment with "quotes" and }
:>{int(np.product([2, 3]))}}")
print(f'{'\n'.join(str(int(v)) for v in np.cumproduct([1, 2]))}', f"{{{np.Inf}}}")
