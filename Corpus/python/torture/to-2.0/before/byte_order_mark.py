"""A byte order mark, accents and no line end at the end."""
import numpy as np
größe = np.product([2, 3]); ñ = np.Inf
print("größe", int(größe), ñ, np.string_("é".encode("utf-8")).decode("utf-8"))