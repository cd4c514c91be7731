"""Writes down what the service answers: tests/recorded.json."""
import contextlib
import io
import json
import math
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE.parent / "training"))
import forecast  # noqa: E402
from train import sales  # noqa: E402


def main():
    rows = sales(40, 77)[0].tolist()
    advice = forecast.StockAdvice(str(HERE.parent / "models" / "shortage.txt"))
    lines = "product,day,price,offer,sold\nmilk,2023-05-06,1.19,no,12 14 9 11 13 20 22\nbread,2023-05-06,2.5,yes,30 28\n"
    sys.stdin, said = io.StringIO(lines), io.StringIO()
    with contextlib.redirect_stdout(said):
        forecast.main([])
    recorded = {
        "rows": [[None if math.isnan(value) else value for value in row] for row in rows],
        "forecast": forecast.forecast(rows).tolist(),
        "risk": advice.risk(rows).tolist(),
        "order": advice.order(rows),
        "program": said.getvalue(),
    }
    (HERE / "recorded.json").write_text(json.dumps(recorded, indent=1) + "\n")


if __name__ == "__main__":
    main()
