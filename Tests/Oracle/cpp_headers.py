#!/usr/bin/env python3
"""Adapts the C++ corpus and holds what comes out against the real headers of the new releases.

OpenCV's are those that the system has; ONNX Runtime's those of Debian's package, which is fetched into the scratch folder from the
distribution's next suites where the system has it not. Each project must fail before and pass after.
"""
import argparse
import glob
import os
import re
import shutil
import subprocess
import sys

PROJECTS = [
    ("opencv-preprocess", ["--to", "opencv==4.0", "--from", "opencv==3.4"], "opencv"),
    ("onnx-scorer", ["--to", "onnxruntime==1.21", "--review", "--language", "cpp"], "onnxruntime"),
]
SUITES = ["trixie", "sid"]


def run(*command, **options):
    return subprocess.run(command, text=True, capture_output=True, **options)


def sources(scratch):
    """Package lists of later suites, from where the system's own come."""
    text = ""
    for name in glob.glob("/etc/apt/sources.list.d/*.sources") + ["/etc/apt/sources.list"]:
        if os.path.exists(name):
            text += open(name).read()
    places = re.findall(r"^URIs:\s*(\S+)", text, re.M) + re.findall(r"^deb\s+(?:\[[^]]*\]\s+)?(\S+)", text, re.M)
    mirror = next((place for place in places if place.rstrip("/").endswith("/debian")), None)
    if not mirror:
        sys.exit("no Debian mirror is set up; install ONNX Runtime's headers and run again")
    path = os.path.join(scratch, "sources.list")
    keys = "/usr/share/keyrings/debian-archive-keyring.gpg"
    signed = f"[signed-by={keys}] " if os.path.exists(keys) else ""
    with open(path, "w") as file:
        for suite in SUITES:
            file.write(f"deb {signed}{mirror} {suite} main\n")
    return path


def onnxruntime(scratch):
    """Folders of headers, by release."""
    found = {}
    if os.path.exists("/usr/include/onnxruntime/onnxruntime_cxx_api.h"):
        found["the system's"] = "/usr/include/onnxruntime"
    lists = os.path.join(scratch, "lists")
    os.makedirs(os.path.join(lists, "partial"), exist_ok=True)
    os.makedirs(os.path.join(scratch, "cache/archives/partial"), exist_ok=True)
    options = [
        "-o", f"Dir::Etc::sourcelist={sources(scratch)}", "-o", "Dir::Etc::sourceparts=/dev/null",
        "-o", f"Dir::State::lists={lists}", "-o", f"Dir::Cache={os.path.join(scratch, 'cache')}",
    ]
    run("apt-get", *options, "update")
    table = run("apt-cache", *options, "madison", "libonnxruntime-dev").stdout
    for version in dict.fromkeys(re.findall(r"\|\s*(\S+)\s*\|", table)):
        folder = os.path.join(scratch, version)
        if not os.path.isdir(folder):
            if run("apt-get", *options, "download", f"libonnxruntime-dev={version}", cwd=scratch).returncode:
                continue
            package = max(glob.glob(os.path.join(scratch, "libonnxruntime-dev_*.deb")), key=os.path.getmtime)
            run("dpkg", "-x", package, folder)
        found[version] = os.path.join(folder, "usr/include/onnxruntime")
    return found


def complaints(project, headers):
    errors = []
    for source in sorted(glob.glob(os.path.join(project, "src/*.cpp"))):
        answer = run(
            "clang++", "-std=c++17", "-fsyntax-only", "-w", "-ferror-limit=0", f"-I{project}/include", f"-I{headers}", source)
        errors += re.findall(r"error: .*", answer.stderr)
    return errors


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("scratch")
    options = parser.parse_args()
    scratch = os.path.abspath(options.scratch)
    os.makedirs(scratch, exist_ok=True)
    corpus = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Corpus/cpp")
    headers = {"opencv": {}, "onnxruntime": onnxruntime(scratch)}
    if os.path.isdir("/usr/include/opencv4"):
        headers["opencv"]["the system's"] = "/usr/include/opencv4"
    failed = False
    for name, arguments, library in PROJECTS:
        project = os.path.join(scratch, name)
        shutil.rmtree(project, ignore_errors=True)
        shutil.copytree(os.path.join(corpus, name, "before"), project)
        os.makedirs(os.path.join(project, ".git"))
        before = {release: complaints(project, folder) for release, folder in headers[library].items()}
        answer = run(options.program, "adapt", project, *arguments, "--write", "--force", "--no-cache", "--quiet")
        if answer.returncode:
            sys.exit(f"{name}: {answer.stderr}")
        if not before:
            print(f"{name}: no headers of {library} here")
            failed = True
        for release, folder in headers[library].items():
            after = complaints(project, folder)
            print(f"{name} against {library} {release}: {len(before[release])} errors before, {len(after)} after")
            failed = failed or not before[release] or bool(after)
            for error in after[:10]:
                print("  " + error)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
