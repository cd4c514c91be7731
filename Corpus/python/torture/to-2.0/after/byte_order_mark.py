"""A byte order mark, accents and no line end at the end."""
import numpy as np
größe = np.prod([2, 3]); ñ = np.inf
print("größe", int(größe), ñ, np.bytes_("é".encode("utf-8")).decode("utf-8"))