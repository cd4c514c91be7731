"""Holds the bill of materials of `godwit assess --format bom` against CycloneDX's own schema.

Usage: materials.py --program GODWIT [FOLDER…]

Runs in an environment with `cyclonedx-python-lib[json-validation]`, which brings the schemas. Without folders, every
service of Corpus/migration is assessed. A model must be a component of its own, with the hash that its file has.
"""
import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

ROOT = Path(__file__).resolve().parent.parent.parent


def complaints(program, folder):
    with tempfile.TemporaryDirectory() as scratch:
        # Outside of any clone the folder is the project, and paths are relative to it.
        project = Path(scratch) / folder.name
        shutil.copytree(folder, project)
        (project / "requirements.txt").touch()
        command = [program, "assess", str(project), "--format", "bom"]
        text = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if error is not None:
        yield f"not valid: {error}"
    models = [one for one in json.loads(text)["components"] if one["type"] == "machine-learning-model"]
    if not models:
        yield "no model is among the components"
    for model in models:
        # A file that holds several models has a component for each: `models/credit.joblib (scaler)`.
        content = (folder / model["name"].partition(" (")[0]).read_bytes()
        if [one["content"] for one in model["hashes"]] != [hashlib.sha256(content).hexdigest()]:
            yield f"{model['name']}: the hash is not the file's"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("folders", nargs="*", type=Path)
    options = parser.parse_args()
    folders = options.folders or sorted(path for path in (ROOT / "Corpus" / "migration").glob("*/before"))
    bad = 0
    for folder in folders:
        found = list(complaints(options.program, folder))
        bad += bool(found)
        print(f"{folder.parent.name if folder.name == 'before' else folder.name}: {'; '.join(found) or 'valid CycloneDX 1.6'}")
    return 1 if bad or not folders else 0


if __name__ == "__main__":
    sys.exit(main())
