"""Times the adaptation of C++ beside clang-tidy with one comparable check, in one run, and writes the table.

Both look at exactly the same files with the same flags: those of a compile_commands.json written here, for every file whose bytes
hold a word of the library, or that includes one of the tree that does; others are counted apart, and nobody parses them. The trees
are the examples of OpenCV as Debian packs them, with its real headers beside the declarations of the packs, and the projects of the
corpus. clang-tidy runs as two processes, each with every other file, and `godwit` with two workers. The check looks names up and would rewrite them. The two
take turns; what counts is the median. Memory is what all processes of a tool hold at one time (proportional set size), sampled.
"""

import argparse
import datetime
import glob
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import threading
import time

import page

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
EXAMPLES = "/usr/share/doc/opencv-doc/examples"
CHECK = "modernize-deprecated-ios-base-aliases"
SUFFIXES = (".cpp", ".cc", ".c", ".hpp", ".h")
PROJECTS = [
    ("opencv-preprocess", "opencv", "3.4", "4.0"), ("tensorrt-detector", "tensorrt", "8.6", "10.0"),
    ("onnx-scorer", "onnxruntime", "1.8", "1.21"),
]
SHARE = 0.5
MEGABYTES = 1000


class Tree:
    def __init__(self, name, source, scratch, library, old, new, flags):
        self.name = name
        self.folder = os.path.join(scratch, name)
        self.move = ["--to", f"{library}=={new}", "--from", f"{library}=={old}"]
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(source, self.folder)
        os.makedirs(os.path.join(self.folder, ".git"), exist_ok=True)
        contents = {}
        for path in sorted(glob.glob(self.folder + "/**/*", recursive=True)):
            if path.endswith(SUFFIXES):
                with open(path, "rb") as file:
                    contents[path] = file.read()
        self.parsed = sorted(led(contents, roots(library)))
        self.passed = len(contents) - len(self.parsed)
        flags = [flag.replace("FOLDER", self.folder) for flag in flags]
        commands = [
            {"directory": self.folder, "file": path, "arguments": ["clang++", *flags, "-xc++", "-c", path]} for path in self.parsed
        ]
        with open(os.path.join(self.folder, "compile_commands.json"), "w") as file:
            json.dump(commands, file)


def led(contents, words):
    """The files that hold a word of the library, and those that include one that does, through however many others."""
    found = {path for path, content in contents.items() if any(word in content for word in words)}
    included = {
        path: [name.decode() for name in re.findall(rb'^[ \t]*#[ \t]*include[ \t]*[<"]([^>"]+)[>"]', content, re.M)]
        for path, content in contents.items()
    }
    names = {path: [os.path.normpath("/" + name) for name in written] for path, written in included.items()}
    grown = True
    while grown:
        more = {path for path in contents if path not in found and any(other.endswith(name) for name in names[path] for other in found)}
        found |= more
        grown = bool(more)
    return found


def roots(library):
    with open(os.path.join(ROOT, "Rules", library, "library.yaml")) as file:
        names = re.search(r"^modules: \[(.*)\]$", file.read(), re.M).group(1)
    return [word.strip(' "').encode() for word in names.split(",") if word.strip(' "') != "::"]


def measured(commands):
    """Wall seconds, processor seconds and peak megabytes of processes that run at once."""
    before = os.times()
    start = time.monotonic()
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) for command in commands]
    peak = [0]
    done = threading.Event()

    def sample():
        while not done.wait(0.05):
            peak[0] = max(peak[0], sum(held(process.pid) for process in running))

    sampler = threading.Thread(target=sample)
    sampler.start()
    readers = [threading.Thread(target=process.stdout.read) for process in running[1:]]
    for reader in readers:
        reader.start()
    text = running[0].stdout.read()
    for process in running:
        process.wait()
    seconds = time.monotonic() - start
    done.set()
    sampler.join()
    for reader in readers:
        reader.join()
    after = os.times()
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    return seconds, processor, peak[0] / 1000, text, [process.returncode for process in running]


def held(pid):
    """Kilobytes of a process and all below it."""
    total = 0
    try:
        with open(f"/proc/{pid}/smaps_rollup") as file:
            total = sum(int(line.split()[1]) for line in file if line.startswith("Pss:"))
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            children = file.read().split()
    except OSError:
        return total
    return total + sum(held(int(child)) for child in children)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--scratch", required=True)
    parser.add_argument("--write")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", help="a part of the examples' paths, to try the script on fewer files")
    options = parser.parse_args()
    if not shutil.which("clang-tidy") or not os.path.isdir(EXAMPLES) or not os.path.isdir("/usr/include/opencv4"):
        sys.exit("bench: clang-tidy, opencv-doc and libopencv-dev are needed (apt-get install clang-tidy opencv-doc libopencv-dev)")
    scratch = os.path.abspath(options.scratch)
    os.makedirs(scratch, exist_ok=True)
    source = os.path.join(EXAMPLES, options.only or "")
    trees = [Tree("opencv-examples", source, scratch, "opencv", "3.4", "4.0", ["-std=c++17", "-I/usr/include/opencv4"])]
    for project, library, old, new in PROJECTS:
        stubs = [f"-I{ROOT}/Rules/{name}/cpp/stub" for name in (library, "cuda")]
        trees.append(
            Tree(
                project, os.path.join(ROOT, "Corpus/cpp", project, "before"), scratch, library, old, new,
                ["-std=c++17", "-IFOLDER/include", *stubs]))
    counts = {tree.name: {"godwit": [], "clang-tidy": []} for tree in trees}
    for _ in range(options.rounds):
        for tree in trees:
            tidy = ["clang-tidy", "--quiet", f"--checks=-*,{CHECK}", "-p", tree.folder]
            parts = [part for part in (tree.parsed[::2], tree.parsed[1::2]) if part]
            answer = measured([[options.program, "adapt", tree.folder, *tree.move, "--no-cache"]])
            if answer[4] != [0]:
                sys.exit(f"bench: godwit gave {answer[4]} on {tree.name}")
            tree.uses = re.search(r"^(\d+) uses in (\d+) of (\d+) files", answer[3], re.M)
            counts[tree.name]["godwit"].append(answer[:3])
            counts[tree.name]["clang-tidy"].append(measured([[*tidy, *part] for part in parts])[:3])
    lines = report(trees, counts, options)
    print("\n".join(lines))
    if options.write:
        page.write(options.write, lines)


def report(trees, counts, options):
    version = re.search(r"version (\S+)", subprocess.run(["clang-tidy", "--version"], text=True, capture_output=True).stdout).group(1)
    today = datetime.date.today()
    lines = [
        "# Benchmarks of C++", "",
        f"`make bench`, {today.day} {today:%B %Y}, {os.cpu_count()} processors ({platform.machine()}, {platform.system()}).",
        f"Beside it: clang-tidy {version} with `{CHECK}`, two processes, the same files and the same compile_commands.json.",
        f"Medians of {options.rounds} rounds in which the tools take turns. Files that neither hold a word of the library nor include one of the tree that does are not parsed.", "",
        "| Tree | Files parsed | Not parsed | Tool | Wall s | Processor s | Peak MB |", "|---|---|---|---|---|---|---|",
    ]
    walls = {"godwit": {}, "clang-tidy": {}}
    peak = 0
    for tree in trees:
        for tool in ("godwit", "clang-tidy"):
            wall, processor, memory = (statistics.median(values) for values in zip(*counts[tree.name][tool]))
            walls[tool][tree.name] = wall
            if tool == "godwit":
                peak = max(peak, *(row[2] for row in counts[tree.name][tool]))
            shown = "`godwit adapt --no-cache`" if tool == "godwit" else "clang-tidy"
            lines.append(f"| {tree.name} | {len(tree.parsed)} | {tree.passed} | {shown} | {wall:.2f} | {processor:.2f} | {memory:.0f} |")
    lines += ["", "| Bar | Measured | |", "|---|---|---|"]
    groups = [("OpenCV's examples and the corpus together", trees), ("OpenCV's examples", [trees[0]]), ("the corpus", trees[1:])]
    for name, group in groups:
        share = sum(walls["godwit"][tree.name] for tree in group) / sum(walls["clang-tidy"][tree.name] for tree in group)
        lines.append(f"| {name}: at most {SHARE} of clang-tidy | {share:.2f} | {'held' if share <= SHARE else '**missed**'} |")
    lines.append(f"| memory of all processes: at most {MEGABYTES} MB | {peak:.0f} | {'held' if peak <= MEGABYTES else '**missed**'} |")
    return lines


if __name__ == "__main__":
    main()
