"""Kills `godwit migrate --write` at each of its effects on the disk, one run a kill, and holds what is left.

Usage: interrupted.py --program GODWIT [--service NAME] [--by SYSCALL…]

After each death every file of the service is the old one or the new one, whole; and `godwit undo` leads back to every
byte of before: it takes back a run that was finished, and puts back one that was cut short. Deaths are dealt by strace: SIGKILL at the entry of the
n-th call of each kind that changes something, for every n that there is. Exit code 1 if anything else is found.
"""
import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CORPUS = ROOT / "Corpus" / "migration"
EFFECTS = ["write", "pwrite64", "fsync", "rename", "renameat2", "mkdir", "unlink", "unlinkat", "link", "fchmod", "ftruncate"]


def contents(folder):
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and name.parts[0] != ".godwit":
            found[str(name)] = path.read_bytes()
    return found


def run(program, project, *kill):
    command = [program, "migrate", str(project), "--to", "onnxruntime", "--write", "--force"]
    if kill:
        call, number = kill
        command = ["strace", "-f", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}"] + command
    return subprocess.run(command, capture_output=True).returncode


def complaint(program, project, before, after):
    """What is wrong after a death; nothing if nothing is."""
    left = contents(project)
    for name, content in left.items():
        if content not in (before.get(name), after.get(name)) and not Path(name).name.startswith(".godwit-"):
            return f"{name} is neither the old file nor the new one"
    if [name for name in before if name not in left]:
        return "a file is gone"
    undone = subprocess.run([program, "undo", str(project)], capture_output=True, text=True)
    if contents(project) != before:
        return f"after undo something differs ({undone.stdout.strip()} {undone.stderr.strip()})"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True, type=Path)
    parser.add_argument("--service", default="fraud-booster")
    parser.add_argument("--by", nargs="*", default=EFFECTS)
    options = parser.parse_args()
    program = str(options.program.resolve())
    if shutil.which("strace") is None:
        print("strace is not installed; on Debian: apt-get install strace")
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        model = Path(scratch) / "model"
        shutil.copytree(CORPUS / options.service / "before", model)
        before = contents(model)
        if run(program, model):
            print("the service does not migrate")
            return 1
        after = contents(model)
        subprocess.run([program, "undo", str(model)], check=True, capture_output=True)
        deaths, wrong = {}, []
        for call in options.by:
            number = 0
            while True:
                number += 1
                project = Path(scratch) / "project"
                shutil.rmtree(project, ignore_errors=True)
                shutil.copytree(model, project)
                if run(program, project, call, number) == 0:
                    break
                deaths[call] = number
                found = complaint(program, project, before, after)
                if found:
                    wrong.append(f"{call} {number}: {found}")
    for call, count in deaths.items():
        print(f"{options.service}: killed at each of {count} calls of {call}")
    for line in wrong:
        print(line)
    print(f"{sum(deaths.values())} deaths; {len(wrong)} left something that is neither old nor new, or cannot be undone")
    return 1 if wrong or not deaths else 0


if __name__ == "__main__":
    sys.exit(main())
