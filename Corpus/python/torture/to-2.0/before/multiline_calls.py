"""Comments and line breaks between the arguments are the author's."""
import numpy as np

total = np.product(
    [2, 3, 4],  # the sides
    # no axis: all of it
    dtype=np.float_,  # or it overflows
)
known = np.in1d(
    [1, 2, 5],      # wanted
    np.array([
        1, 5,
    ]),             # there
    invert=True,
)
column = np.msort(  # by column
    [[3, 1],
     [2, 2]]
)
fitted = np.linalg.lstsq(
    [[1.0, 0.0], [0.0, 2.0]],
    [1.0, 4.0],  # right-hand side
)[0]
deep = (np
        .product(
            [1, 2]
        ))
spaced = np . product ([4, 5])
broken = np.\
    product([6])
print(float(total), known.tolist(), column.tolist(), fitted.tolist(), int(deep), int(spaced), int(broken))
