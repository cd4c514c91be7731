"""Settings, read once from the environment when the app is created."""
import os

import numpy as np

# One place to change the precision of the whole service. float32 was tried in
# 2020 and moved three applicants of the golden set over the band edge.
DTYPE = np.float_
FLAG_DTYPE = np.bool8

#: what an absent number becomes before imputation
MISSING = np.NaN

#: open ends of the bands
LOWEST, HIGHEST = np.NINF, np.Inf


def load(environ=None):
    env = os.environ if environ is None else environ
    return {
        "MODEL_PATH": env.get("SCORER_MODEL", os.path.join("model", "weights.json")),
        "MAX_ROWS": int(env.get("SCORER_MAX_ROWS", "500")),
        "DTYPE": np.dtype("float_"),
    }
