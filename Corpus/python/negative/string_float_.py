# not a dtype: a key, a column and a label
import numpy as np

config = {"float_": 1, "product": 2}
print(config["float_"], "complex_", "float_" in config, "np.float_".split("."), np.pi > 3)
