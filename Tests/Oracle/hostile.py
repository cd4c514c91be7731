#!/usr/bin/env python3
"""Runs the program over files that are made to break it: one clear sentence each, the right exit code, never a crash.

    hostile.py --program .build/release/godwit [--program .build/debug/godwit] [--only WORD]

Each case is a file or a folder of its own. It is run alone and then all of them together, previewed, written and taken back.
Of what grows, a text of size n and one of size 2n are run: the second may take little more than twice the time and the
memory. Prints a line a case; exits 1 if anything is not as it must be.
"""

import argparse
import os
import random
import re
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time

ADAPT = ["--from", "numpy==1.21", "--to", "numpy==2.0", "--no-cache"]
HEAD = b"import numpy as np\n"
USE = b"x = np.product([1])\n"
MEMORY_LIMIT = 1500  # MB, for any case: a file is at most 64 MB, its tree a dozen times that.
SECONDS_LIMIT = 120
# Twice the input may take this many times as long; below the floor, starting the program is all there is to see.
GROWTH_LIMIT = 2.8
FLOOR = 0.25


class Case:
    """A file or folder made by `make(folder)`; what a run must say and give."""

    def __init__(self, name, make, says=None, code=0, changes=False, silent=False):
        self.name, self.make, self.says, self.code = name, make, says, code
        self.changes, self.silent = changes, silent


def text(content, name="hostile.py"):
    def make(folder):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(content)

    return make


def sparse(folder):
    with open(os.path.join(folder, "sparse.py"), "wb") as file:
        file.write(HEAD)
        file.truncate(2 << 30)


def fifo(folder):
    os.mkfifo(os.path.join(folder, "pipe.py"))


def unix_socket(folder):
    here = os.getcwd()
    os.chdir(folder)
    server = socket.socket(socket.AF_UNIX)
    server.bind("socket.py")
    server.close()
    os.chdir(here)


def device(folder):
    try:
        os.mknod(os.path.join(folder, "device.py"), 0o666 | 0o020000, os.makedev(1, 5))
    except PermissionError:
        os.symlink("/dev/zero", os.path.join(folder, "device.py"))


def link_loop(folder):
    os.symlink("loop.py", os.path.join(folder, "loop.py"))
    os.makedirs(os.path.join(folder, "inner"))
    os.symlink("..", os.path.join(folder, "inner", "again"))
    os.symlink("missing.py", os.path.join(folder, "dangling.py"))
    text(HEAD + USE, "real.py")(folder)


def unreadable(folder):
    inner = os.path.join(folder, "closed")
    os.makedirs(inner)
    text(HEAD + USE)(inner)
    text(HEAD + USE, "secret.py")(folder)
    os.chmod(os.path.join(folder, "secret.py"), 0)
    os.chmod(inner, 0)


def odd_names(folder):
    for name in [b"not-utf8-\xff.py", b"new\nline.py", b"quote\"'.py", b" blank .py", b"-dash.py", b"\xc3\xa9.py"]:
        with open(os.path.join(os.fsencode(folder), name), "wb") as file:
            file.write(HEAD + USE)


def deep_folders(folder):
    for _ in range(300):
        folder = os.path.join(folder, "d")
        os.mkdir(folder)
    text(HEAD + USE)(folder)


def nested(opening, middle, closing, count):
    return HEAD + opening * count + middle + closing * count + b"\n" + USE


NESTS = [
    ("brackets", b"(", b"x", b")"), ("lists", b"[", b"x", b"]"), ("sets", b"{", b"x", b"}"), ("dicts", b"{a: ", b"x", b"}"),
    ("calls", b"f(", b"x", b")"), ("indices", b"a[", b"x", b"]"), ("minus", b"-", b"x", b""), ("not", b"not ", b"x", b""),
    ("lambdas", b"lambda: ", b"x", b""), ("conditionals", b"a if b else ", b"x", b""), ("powers", b"a ** ", b"x", b""),
    ("format strings", b"f'{", b"x", b"}'"), ("comprehensions", b"[a for a in ", b"x", b"]"), ("await", b"await ", b"x", b""),
    ("walrus", b"(a := ", b"x", b")"), ("starred", b"*", b"x", b""), ("yield", b"(yield ", b"x", b")"),
    ("API calls", b"np.product(", b"x", b")"), ("opened only", b"(", b"", b""), ("closed only", b"", b"x", b")"),
    ("open strings", b"'''''' ", b"'''", b""), ("patterns", b"match x:\n case [", b"x", b"]"),
]


def blocks(keyword, count):
    lines = [b" " * level + keyword + b"\n" for level in range(count)]
    return HEAD + b"".join(lines) + b" " * count + b"pass\n" + USE


BLOCKS = [b"if a:", b"while a:", b"for a in b:", b"with a:", b"try:", b"def f():", b"class A:", b"async def f():", b"match a:"]

# What grows: size n → text. A chain, a line, a file, and one for each kind of list that a parser or an analysis keeps.
GROWING = [
    ("one long line", 1_250_000, lambda n: HEAD + b"x = [" + b"np.in1d, " * (n // 9) + b"]\n"),
    ("one line of 10 MB", 5_000_000, lambda n: HEAD + b"x = '" + b"a" * n + b"'\n"),
    ("a million lines", 500_000, lambda n: HEAD + b"y = 1\n" * n),
    ("many uses", 40_000, lambda n: HEAD + USE * n),
    ("many names", 40_000, lambda n: HEAD + b"".join(b"v%d = np.zeros(3)\nv%d.ptp()\n" % (i, i) for i in range(n // 2))),
    ("one name bound often", 30_000, lambda n: HEAD + b"v = np.zeros(3)\nv.ptp()\n" * (n // 2)),
    ("a chain of names", 20_000, lambda n: HEAD + b"v0 = np.zeros(3)\n"
     + b"".join(b"v%d = v%d\n" % (i + 1, i) for i in range(n)) + b"v%d.ptp()\n" % n),
    ("many functions", 30_000, lambda n: HEAD + b"".join(b"def f%d(a):\n    return a.ptp()\n" % i for i in range(n // 2))),
    ("many imports", 20_000, lambda n: b"".join(b"from numpy import product as p%d\np%d([1])\n" % (i, i) for i in range(n // 2))),
    ("many classes", 20_000, lambda n: HEAD + b"".join(b"class A%d:\n    x = np.Inf\n" % i for i in range(n // 2))),
    ("a long sum", 100_000, lambda n: HEAD + b"x = " + b"np.Inf + " * n + b"1\n"),
    ("a long chain of members", 200_000, lambda n: HEAD + b"x = np" + b".a" * n + b"\n"),
    ("a long chain of calls", 100_000, lambda n: HEAD + b"x = np" + b"()" * n + b"\n"),
    ("many branches", 4_000, lambda n: HEAD + b"if a:\n    v = np.zeros(3)\n" + b"elif b:\n    v = 1\n" * n + b"v.ptp()\n"),
    ("many errors", 20_000, lambda n: HEAD + b"x = = (\n" * n),
    ("unclosed brackets", 100_000, lambda n: HEAD + b"f([{" * n),
    ("indents", 20_000, lambda n: HEAD + b"".join(b" " * (i % 90) + b"if a:\n" for i in range(n))),
    ("a docstring of examples", 10_000, lambda n: b"'''\n" + b">>> import numpy as np\n>>> np.product([1])\n1\n" * n + b"'''\n"),
    ("many docstrings", 4_000, lambda n: HEAD + b"".join(
        b"def f%d():\n    '''\n    >>> np.product([1])\n    '''\n" % i for i in range(n))),
    ("backslashes", 300_000, lambda n: HEAD + b"x = 1 + \\\n" * n + b"2\n"),
    ("NUL bytes", 3_000_000, lambda n: HEAD + b"\0" * n),
    ("blanks", 5_000_000, lambda n: HEAD + b" " * n + b"x\n"),
    ("quotes", 1_000_000, lambda n: HEAD + b"'" * n + b"\n"),
    ("braces in a format string", 300_000, lambda n: HEAD + b"f'" + b"{x}" * n + b"'\n"),
]


def cases():
    noise = random.Random(1)
    syntax = r"hostile\.py:\d+:\d+: .*left as it is"
    all_cases = [
        Case("an empty file", text(b""), silent=True),
        Case("a binary file", text(bytes(noise.randrange(256) for _ in range(100_000)) + b"numpy\0"), "not a text file"),
        Case("NUL bytes in text", text(HEAD + b"x = 1\0\n" + USE), "not a text file"),
        Case("NUL bytes far behind", text(HEAD + b"y = 1\n" * 5000 + b"\0\n"), syntax),
        Case("random bytes without NUL", text(HEAD + bytes(noise.randrange(1, 256) for _ in range(100_000))), syntax),
        Case("a sparse file of 2 GB", sparse, r"sparse\.py.*2048 MB large"),
        Case("a pipe", fifo, r"pipe\.py.*not opened"),
        Case("a socket", unix_socket, r"socket\.py.*not opened"),
        Case("a device", device, r"device\.py.*(not opened|outside)"),
        Case("links in a circle", link_loop, "loop", changes=True),
        Case("deep folders", deep_folders, "200 deep"),
        Case("odd names", odd_names, "not-utf8|UTF-8", changes=True),
        Case("an unknown encoding", text(b"# coding: klingon\n" + HEAD + USE), "klingon"),
        Case("UTF-8 that is none", text(HEAD + b"x = '\xff\xfe'\n" + USE), "utf-8"),
        Case("UTF-16", text((HEAD + USE).decode().encode("utf-16")), "not a text file|encoding|UTF"),
        Case("Latin-1 with a cookie", text(b"# coding: latin-1\n" + HEAD + b"x = '\xe9'\n" + USE), changes=True),
        Case("a cookie against the BOM", text(b"\xef\xbb\xbf# coding: latin-1\n" + HEAD + USE), "encoding|byte order|BOM|cookie"),
        Case("Python 2", text(HEAD + b"print 'x'\n" + USE), "Python 2"),
        Case("line ends of all kinds", text(b"import numpy as np\r\nx = 1\ry = np.product([1])\r\n"), changes=True),
        Case("no last line end", text(HEAD + USE.rstrip()), changes=True),
    ]
    if os.getuid() != 0:
        all_cases.append(Case("what may not be read", unreadable, "permissions"))
    for name, opening, middle, closing in NESTS:
        says = syntax if name not in ("closed only",) else None
        all_cases.append(Case(f"nested {name}", text(nested(opening, middle, closing, 50_000)), says))
    for keyword in BLOCKS:
        all_cases.append(Case(f"nested {keyword.decode()}", text(blocks(keyword, 3000)), syntax))
    return all_cases


class Outcome:
    def __init__(self, code, out, err, seconds, megabytes):
        self.code, self.out, self.err, self.seconds, self.megabytes = code, out, err, seconds, megabytes
        self.said = (out + err).decode("utf-8", "replace")


def run(command, limit=SECONDS_LIMIT):
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=out, stderr=err, stdin=subprocess.DEVNULL)
        peak = 0
        while True:
            peak = max(peak, high_water(child.pid))
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            if time.perf_counter() - start > limit:
                child.kill()
                os.wait4(child.pid, 0)
                return Outcome(-99, b"", b"took too long", limit, 0)
            time.sleep(0.002)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        # Processor time: other work on the machine does not count.
        return Outcome(
            child.returncode, out.read(), err.read(), usage.ru_utime + usage.ru_stime, (peak or usage.ru_maxrss) / 1e6)


def high_water(process):
    """The most memory a running process has had, in bytes; 0 where the system does not say.

    What the system counts of an ended child is no less than what this process had when it started it.
    """
    try:
        with open(f"/proc/{process}/status") as status:
            return next((int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM")), 0)
    except OSError:
        return 0


class Checks:
    def __init__(self):
        self.failures = 0

    def line(self, name, outcome, problems):
        state = "ok" if not problems else "FAILED: " + "; ".join(problems)
        print(f"  {name:34} exit {outcome.code:3}  {outcome.seconds:6.2f} s  {outcome.megabytes:6.0f} MB  {state}", flush=True)
        if problems:
            self.failures += 1
            print("    " + outcome.said[-600:].replace("\n", "\n    "))


def common_problems(outcome, code):
    problems = []
    if outcome.code != code:
        problems.append(f"exit code {outcome.code} instead of {code}")
    if outcome.megabytes > MEMORY_LIMIT:
        problems.append(f"{outcome.megabytes:.0f} MB of memory")
    if re.search(r"Fatal error|Thread \d+ crashed|Segmentation|Stack dump", outcome.said):
        problems.append("a crash was reported")
    return problems


def check_case(program, case, folder, checks):
    os.makedirs(folder)
    case.make(folder)
    outcome = run([program, "adapt", folder, *ADAPT])
    problems = common_problems(outcome, case.code)
    if case.says and not re.search(case.says, outcome.said):
        problems.append(f"does not say {case.says!r}")
    if case.changes and not re.search(rb"^\+.*np\.prod\(", outcome.out, re.MULTILINE):
        problems.append("does not change what it should")
    checks.line(case.name, outcome, problems)


def check_growth(program, name, size, make, folder, checks):
    os.makedirs(folder)
    path = os.path.join(folder, "growing.py")
    measured = []
    for count in (size, 2 * size):
        with open(path, "wb") as file:
            file.write(make(count))
        best = None
        for _ in range(2):
            outcome = run([program, "adapt", path, *ADAPT])
            best = outcome if best is None or outcome.seconds < best.seconds else best
            if best.seconds > 5:
                break
        measured.append(best)
    small, large = measured
    # Of a text that is no Python the program says so, and a file named alone that it could not do is exit code 2.
    problems = [problem for one in measured for problem in common_problems(one, 2 if one.code == 2 else 0)]
    if large.seconds > FLOOR and large.seconds > GROWTH_LIMIT * max(small.seconds, 0.02):
        problems.append(f"{small.seconds:.2f} s for half of it")
    checks.line(f"{name} (×2: {small.seconds:.2f} → {large.seconds:.2f} s)", large, problems)
    os.remove(path)


def check_vanishing(program, folder, checks):
    """Files that go and come while the program is at work."""
    os.makedirs(folder)
    names = [os.path.join(folder, f"f{number}.py") for number in range(3000)]
    for name in names:
        with open(name, "wb") as file:
            file.write(HEAD + USE * 20)
    child = subprocess.Popen([program, "adapt", folder, *ADAPT], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    for name in reversed(names):
        if child.poll() is not None:
            break
        os.remove(name)
    said, _ = child.communicate(timeout=SECONDS_LIMIT)
    outcome = Outcome(child.returncode, said, b"", 0, 0)
    checks.line("files that vanish", outcome, common_problems(outcome, 0))


def snapshot(folder):
    found = {}
    for parent, folders, names in os.walk(os.fsencode(folder)):
        if b".godwit" in folders:
            folders.remove(b".godwit")
        for name in names:
            path = os.path.join(parent, name)
            if os.path.isfile(path) and not os.path.islink(path) and os.path.getsize(path) < 1 << 28:
                with open(path, "rb") as file:
                    found[path] = file.read()
    return found


def check_together(program, folder, checks):
    """All of them in one folder: previewed, written, written again, taken back byte for byte."""
    before = snapshot(folder)
    preview = run([program, "adapt", folder, *ADAPT], limit=300)
    checks.line("all together, previewed", preview, common_problems(preview, 0))
    written = run([program, "adapt", folder, *ADAPT, "--write", "--force"], limit=300)
    problems = common_problems(written, 0)
    after = snapshot(folder)
    if before == after:
        problems.append("nothing was written")
    checks.line("all together, written", written, problems)
    undone = run([program, "undo", folder], limit=300)
    problems = common_problems(undone, 0)
    changed = [os.fsdecode(path) for path, content in snapshot(folder).items() if before.get(path) != content]
    if changed:
        problems.append(f"not as it was: {', '.join(changed[:3])}")
    checks.line("all together, taken back", undone, problems)


def check_requests(program, folder, checks):
    """What can be wrong with the request itself."""
    os.makedirs(folder)
    text(HEAD + USE)(folder)
    rules = os.path.join(folder, "rules", "numpy", "python")
    os.makedirs(rules)
    with open(os.path.join(rules, "2.0.yaml"), "w") as file:
        file.write('release: "2.0"\nchanges:\n- id: x\n  wass: numpy.foo(a)\n')
    to = ["--to", "numpy==2.0", "--no-cache"]
    for name, arguments, says in [
        ("no such path", ["adapt", folder + "/nothing", *to], "does not exist"),
        ("an unknown library", ["adapt", folder, "--to", "nunpy==2.0"], "numpy"),
        ("an unknown release", ["adapt", folder, "--to", "numpy==99.0"], "known are"),
        ("a malformed release", ["adapt", folder, "--to", "numpy==two"], "not a release"),
        ("a downgrade", ["adapt", folder, "--from", "numpy==2.0", "--to", "numpy==1.21"], "older"),
        ("no target", ["adapt", folder], "--to"),
        ("a broken rule file", ["adapt", folder, *to, "--rules", os.path.join(folder, "rules")], r"2\.0\.yaml:4:3"),
        ("an unknown option", ["adapt", folder, *to, "--frobnicate"], "frobnicate"),
        ("nothing to undo", ["undo", folder], "[Nn]othing"),
    ]:
        outcome = run([program, *arguments])
        problems = common_problems(outcome, 2)
        if not re.search(says, outcome.said):
            problems.append(f"does not say {says!r}")
        checks.line(name, outcome, problems)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", action="append", required=True)
    parser.add_argument("--only", help="cases whose name holds this word")
    options = parser.parse_args()
    # A crash must not leave gigabytes behind.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    checks = Checks()
    for program in map(os.path.abspath, options.program):
        print(f"{os.path.basename(os.path.dirname(program))}:", flush=True)
        with tempfile.TemporaryDirectory() as scratch:
            check_program(program, scratch, options.only, checks)
    print(f"{checks.failures} failed")
    sys.exit(1 if checks.failures else 0)


def check_program(program, scratch, only, checks):
    def wanted(name):
        return not only or only in name

    together = os.path.join(scratch, "together")
    os.makedirs(os.path.join(together, ".git"))
    for number, case in enumerate(cases()):
        if wanted(case.name):
            check_case(program, case, os.path.join(together, f"case{number}"), checks)
    if wanted("together"):
        check_together(program, together, checks)
    for number, (name, size, make) in enumerate(GROWING):
        if wanted(name):
            # A debug build is some fifty times slower.
            size = size // 10 if "debug" in program else size
            check_growth(program, name, size, make, os.path.join(scratch, f"growth{number}"), checks)
    if wanted("vanish"):
        check_vanishing(program, os.path.join(scratch, "vanishing"), checks)
    if wanted("request"):
        check_requests(program, os.path.join(scratch, "requests"), checks)
    # Folders 300 deep are beyond what some removals can take at once.
    shutil.rmtree(scratch, ignore_errors=True)


if __name__ == "__main__":
    main()
