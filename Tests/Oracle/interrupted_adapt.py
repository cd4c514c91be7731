"""Kills `godwit adapt --write` at each of its effects on the disk, one run a kill, and holds what is left.

Usage: interrupted_adapt.py --program GODWIT [--signal NAME…] [--by SYSCALL…]

The project has code, requirements of several kinds, and a cache folder of its own. After each death, by SIGKILL and by
Ctrl-C's SIGINT, every file is the old one or the new one, whole; a run with the cache that is left says what one without
a cache says; and `godwit undo` leads back to every byte of before. Exit code 1 if anything else is found.
"""
import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from interrupted import EFFECTS, contents

FILES = {
    "service.py": "import numpy as np\nfrom helpers import total\n\nprint(np.product([1, 2]), total(np.float_(3)))\n",
    "helpers.py": "from numpy import cumproduct, in1d\n\n\ndef total(x):\n    return cumproduct([x]), in1d([x], [1])\n",
    "package/__init__.py": "from numpy import NaN\n",
    "requirements.txt": "numpy==1.26.4\nother>=1\n",
    "pyproject.toml": '[project]\nname = "service"\nversion = "1"\ndependencies = ["numpy>=1.26,<2"]\n',
    "Dockerfile": "FROM python:3.12\nRUN pip install numpy==1.26.4\n",
}
GOAL = ["--from", "numpy==1.26", "--to", "numpy==2.0"]


class Trial:
    def __init__(self, program, scratch):
        self.program = program
        self.project = Path(scratch) / "project"
        self.cache = Path(scratch) / "cache"
        self.environment = {**os.environ, "XDG_CACHE_HOME": str(self.cache)}

    def reset(self):
        for folder in (self.project, self.cache):
            shutil.rmtree(folder, ignore_errors=True)
        for name, text in FILES.items():
            path = self.project / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def run(self, *arguments, before=()):
        # Whoever runs this in the background may ignore Ctrl-C; a person's shell does not.
        return subprocess.run(
            [*before, self.program, *arguments], capture_output=True, text=True, env=self.environment,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))

    def write(self, before=()):
        return self.run("adapt", str(self.project), *GOAL, "--write", "--force", "--quiet", before=before)

    def complaint(self, old, new):
        """What is wrong after a death; nothing if nothing is."""
        left = contents(self.project)
        for name, content in left.items():
            if content not in (old.get(name), new.get(name)) and not Path(name).name.startswith(".godwit-"):
                return f"{name} is neither the old file nor the new one"
        if [name for name in old if name not in left]:
            return "a file is gone"
        looks = [self.run("adapt", str(self.project), *GOAL, "--quiet", *more) for more in ([], ["--no-cache"])]
        if looks[0].stdout != looks[1].stdout or looks[0].returncode:
            return f"with the cache that is left a run says something else {looks[0].stderr.strip()}"
        undone = self.run("undo", str(self.project))
        if contents(self.project) != old:
            return f"after undo something differs ({undone.stdout.strip()} {undone.stderr.strip()})"
        return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True, type=Path)
    parser.add_argument("--signal", nargs="*", default=["KILL", "INT"])
    parser.add_argument("--by", nargs="*", default=EFFECTS)
    options = parser.parse_args()
    if shutil.which("strace") is None:
        print("strace is not installed; on Debian: apt-get install strace")
        return 2
    deaths, wrong = {}, []
    with tempfile.TemporaryDirectory() as scratch:
        trial = Trial(str(options.program.resolve()), scratch)
        trial.reset()
        old = contents(trial.project)
        if trial.write().returncode:
            print("the project does not adapt")
            return 1
        new = contents(trial.project)
        if [name for name in old if old[name] == new[name]]:
            print("not every file changes, so not every one is tried")
            return 1
        for name in options.signal:
            for call in options.by:
                number = 0
                while True:
                    number += 1
                    trial.reset()
                    inject = f"inject={call}:signal={name}:when={number}"
                    done = trial.write(["strace", "-f", "-o", "/dev/null", "-e", f"trace={call}", "-e", inject])
                    if done.returncode == 0:
                        break
                    deaths[name, call] = number
                    found = trial.complaint(old, new)
                    if found:
                        wrong.append(f"{name} at {call} {number}: {found}")
    for (name, call), count in deaths.items():
        print(f"SIG{name} at each of {count} calls of {call}")
    for line in wrong:
        print(line)
    print(f"{sum(deaths.values())} deaths; {len(wrong)} left something that is neither old nor new, or cannot be undone")
    return 1 if wrong or not deaths else 0


if __name__ == "__main__":
    sys.exit(main())
