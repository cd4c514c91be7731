"""Where things are."""
import os
from pathlib import Path

MODEL_PATH = Path(os.environ.get("SPECIES_MODEL", Path(__file__).resolve().parent.parent / "models" / "species.joblib"))
