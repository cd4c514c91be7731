"""Comments and line breaks between the arguments are the author's."""
import numpy as np

total = np.prod(
    [2, 3, 4],  # the sides
    # no axis: all of it
    dtype=np.float64,  # or it overflows
)
known = np.isin(
    [1, 2, 5],      # wanted
    np.array([
        1, 5,
    ]),             # there
    invert=True,
)
column = np.sort(  # by column
    [[3, 1],
     [2, 2]],
    axis=0
)
fitted = np.linalg.lstsq(
    [[1.0, 0.0], [0.0, 2.0]],
    [1.0, 4.0],  # right-hand side
    rcond=-1,
)[0]
deep = (np
        .prod(
            [1, 2]
        ))
spaced = np . prod ([4, 5])
broken = np.\
    prod([6])
print(float(total), known.tolist(), column.tolist(), fitted.tolist(), int(deep), int(spaced), int(broken))
