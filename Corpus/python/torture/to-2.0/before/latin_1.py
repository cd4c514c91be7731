# -*- coding: latin-1 -*-
"""An encoding of its own: the bytes of the text stay as they are."""
import numpy as np

print(len("Größe"), int(np.product([2, 3])), "é" == "\xe9")  # Stückzahl
