"""Runs the services of Corpus/migration before and after their migration, each with the libraries it then needs.

Usage: migration.py --program GODWIT --environments FOLDER [--only NAME]

The migrated copy must pass the service's own tests, which hold the answers of the original, without the library that
left; a second migration must change nothing, and `godwit undo` must give back every byte. Exit code 1 if not.
"""
import argparse
import filecmp
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CORPUS = ROOT / "Corpus" / "migration"


def interpreter(version):
    for folder in sorted(Path("~/.pyenv/versions").expanduser().glob(version + ".*"), reverse=True):
        if (folder / "bin" / "python").exists():
            return str(folder / "bin" / "python")
    return shutil.which("python" + version)


def environment(folder, name, python, packages):
    place = folder / name
    stamp = place / "packages.json"
    if not stamp.exists() or json.loads(stamp.read_text()) != packages:
        shutil.rmtree(place, ignore_errors=True)
        subprocess.run([python, "-m", "venv", str(place)], check=True)
        pip = [str(place / "bin" / "python"), "-m", "pip", "-q", "--disable-pip-version-check"]
        subprocess.run(pip + ["install", "pytest", *packages], check=True)
        stamp.write_text(json.dumps(packages))
    return str(place / "bin" / "python")


def run_tests(python, project):
    ended = subprocess.run(
        [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"], cwd=project, capture_output=True, text=True,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
    )
    last = [line for line in ended.stdout.splitlines() if line.strip()][-1:] or [ended.stderr.strip()[-200:]]
    return ended.returncode == 0, last[0].split(" in ")[0]


def has(python, module):
    return subprocess.run([python, "-c", f"import {module}"], capture_output=True).returncode == 0


def differences(first, second, below=""):
    found = filecmp.dircmp(first, second, ignore=[".godwit"])
    names = [below + name for name in found.left_only + found.right_only + found.funny_files]
    _, wrong, failed = filecmp.cmpfiles(first, second, found.common_files, shallow=False)
    names += [below + name for name in wrong + failed]
    for name in found.common_dirs:
        names += differences(Path(first) / name, Path(second) / name, below + name + "/")
    return names


def check(service, program, environments, scratch):
    name = service["name"]
    python = interpreter(service["python"])
    if python is None:
        print(f"{name}: no CPython {service['python']} here; left out")
        return True
    old = environment(environments, name + "-old", python, service["old"])
    new = environment(environments, name + "-new", python, service["new"])
    project = scratch / name
    before = CORPUS / name / "before"
    shutil.copytree(before, project)
    passed, said = run_tests(old, project)
    print(f"{name}: before, CPython {service['python']} with {', '.join(service['old'])}: {said}")
    command = [program, "migrate", str(project), "--to", "onnxruntime"]
    rehearsal = command + ["--python", old, "--python", new, "--check=-m pytest -q -p no:cacheprovider tests"]
    ended = subprocess.run(rehearsal, capture_output=True, text=True)
    rehearsed = "passes before and after" in ended.stdout and not differences(before, project)
    print(f"{name}: --python before, --python after: {'the tests pass in both' if rehearsed else (ended.stdout + ended.stderr)[-300:]}")
    command.append("--write")
    ended = subprocess.run(command, capture_output=True, text=True)
    if ended.returncode:
        print(f"{name}: the migration ended with {ended.returncode}: {ended.stderr.strip()}")
        return False
    verdicts = [line.strip() for line in ended.stdout.splitlines() if line.strip().startswith("equivalent on")]
    migrated, answer = run_tests(new, project)
    gone = service.get("module", "sklearn")
    print(f"{name}: after, with {', '.join(service['new'])}: {answer}; {gone} there: {has(new, gone)}; {'; '.join(verdicts)}")
    again = subprocess.run(command, capture_output=True, text=True)
    is_same = "Nothing to change." in again.stdout
    undone = subprocess.run([program, "undo", str(project)], capture_output=True).returncode == 0
    left = differences(before, project)
    print(f"{name}: a second run changes nothing: {is_same}; undo gives back every byte: {undone and not left}")
    return passed and rehearsed and migrated and not has(new, gone) and is_same and undone and not left


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True)
    parser.add_argument("--environments", required=True, type=Path)
    parser.add_argument("--only")
    options = parser.parse_args()
    options.environments = options.environments.absolute()
    options.environments.mkdir(parents=True, exist_ok=True)
    services = json.loads((CORPUS / "corpus.json").read_text())["services"]
    wanted = [one for one in services if options.only in (None, one["name"])]
    with tempfile.TemporaryDirectory() as scratch:
        results = [check(one, os.path.abspath(options.program), options.environments, Path(scratch)) for one in wanted]
    print(f"{sum(results)} of {len(results)} services migrate and answer the same")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
