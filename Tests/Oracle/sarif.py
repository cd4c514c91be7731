"""Holds what `godwit adapt --format sarif` prints against the schema of SARIF 2.1.0, as PyPI's pydantic-sarif has it.

Usage: sarif.py --program GODWIT, run by a Python with pydantic-sarif. Its classes are generated from the official schema
and take no key that the schema does not have. Logs over the corpus, over files that do not parse and over nothing are
read; so that a reading that cannot fail would show, each log is broken in a few ways, too, which must be refused.
Exit code 1 if a log is refused or a broken one taken.
"""
import argparse
import copy
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from pydantic import ValidationError
from pydantic_sarif import model

ROOT = Path(__file__).resolve().parent.parent.parent
LOG = next(getattr(model, name) for name in dir(model) if name.startswith("StaticAnalysisResultsFormat"))


def is_taken(log):
    try:
        LOG.model_validate(log)
        return True
    except ValidationError as error:
        print("\n".join(str(error).splitlines()[:6]), file=sys.stderr)
        return False


def broken(log):
    """The log with one thing wrong, a few times."""
    def change(edit):
        other = copy.deepcopy(log)
        edit(other)
        return other

    yield change(lambda log: log.pop("version"))
    yield change(lambda log: log["runs"][0].pop("tool"))
    yield change(lambda log: log["runs"][0]["tool"]["driver"].pop("name"))
    yield change(lambda log: log["runs"][0].update(unheard="of"))
    if log["runs"][0]["results"]:
        yield change(lambda log: log["runs"][0]["results"][0].update(level="loud"))
        yield change(lambda log: log["runs"][0]["results"][0].pop("message"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        bad, none = Path(scratch) / "bad", Path(scratch) / "none"
        for folder in (bad, none):
            folder.mkdir()
        (bad / "x.py").write_text("def (\n")
        (bad / "y.py").write_text("import numpy as np\nnp.product(1)\n")
        folders = sorted(path for path in (ROOT / "Corpus" / "python").glob("*/before")) + [bad, none]
        wrong = results = refused = 0
        for folder in folders:
            for more in ([], ["--review"], ["--straddle"]):
                done = subprocess.run(
                    [options.program, "adapt", str(folder), "--from", "numpy==1.21", "--to", "numpy==2.4", "--no-cache",
                     "--format", "sarif", *more], capture_output=True, text=True)
                log = json.loads(done.stdout)
                results += len(log["runs"][0]["results"])
                if not is_taken(log):
                    wrong += 1
                    print(f"refused: {folder.name} {more}")
                sys.stderr.flush()
                for other in broken(log):
                    refused += 1
                    try:
                        LOG.model_validate(other)
                        wrong += 1
                        print(f"a broken log is taken: {folder.name} {more}")
                    except ValidationError:
                        pass
    print(f"{3 * len(folders)} logs with {results} results are as the schema says, {refused} broken ones are refused"
          if not wrong else f"{wrong} wrong")
    return 1 if wrong or not results else 0


if __name__ == "__main__":
    sys.exit(main())
