"""Where things are."""
import pathlib

PACKAGE = pathlib.Path(__file__).parent
ARTIFACTS = PACKAGE / "artifacts"

PRICE_FLOOR = 20_000
PRICE_STEP = 500
