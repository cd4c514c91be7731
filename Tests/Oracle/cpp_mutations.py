#!/usr/bin/env python3
"""Truncates and mutates the sources of the C++ corpus and has the program adapt what is left.

Files are taken together, a batch a project, each with a sound file beside. Held are: the run ends in time and by itself; every file of the
batch is read, or told as one that libclang crashed on; the sound file becomes what it must; what was written is taken back byte for byte.
"""
import argparse
import collections
import glob
import json
import os
import random
import shutil
import subprocess
import sys
import time

MOVES = {
    "opencv-preprocess": ["--to", "opencv==4.0", "--from", "opencv==3.4"],
    "onnx-scorer": ["--to", "onnxruntime==1.21", "--from", "onnxruntime==1.8", "--review"],
    "tensorrt-detector": ["--to", "tensorrt==10.0", "--from", "tensorrt==8.6", "--review"],
    "cuda-kernels": ["--swap", "cuda:hip"],
}
SOUND = {
    "opencv-preprocess": ("#include <opencv2/opencv.hpp>\nint sound = CV_AA;\n", "cv::LINE_AA"),
    "onnx-scorer": ("#include <onnxruntime_cxx_api.h>\nconst OrtApi* sound() { return Ort::Env::s_api; }\n", "&Ort::GetApi()"),
    "tensorrt-detector": ("#include <NvInfer.h>\nvoid sound(nvinfer1::IBuilder* b) { b->destroy(); }\n", "delete b"),
    "cuda-kernels": ("#include <cuda_runtime.h>\nvoid sound() { cudaDeviceSynchronize(); }\n", "hipDeviceSynchronize()"),
}
PIECES = [b"{", b"}", b"(", b")", b"<", b">", b";", b"#if 0\n", b"#endif\n", b"template <typename T>", b"::", b"\"", b"'", b"/*", b"\\\n",
          b"R\"x(", b"\xff\xfe", b"[[", b"namespace {", b"#define X X(\n", b"...", b"operator", b"co_await ", b"requires ", b"((((((((("]


def mutated(data, chance):
    kind = chance.choice(["truncated", "a piece inserted", "bytes taken out", "doubled", "bytes turned", "cut and joined", "nested"])
    at = chance.randrange(len(data))
    if kind == "truncated":
        return kind, data[:at]
    if kind == "a piece inserted":
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(data))
            data = data[:at] + chance.choice(PIECES) + data[at:]
        return kind, data
    if kind == "bytes taken out":
        return kind, data[:at] + data[at + chance.randrange(1, 80):]
    if kind == "doubled":
        end = at + chance.randrange(1, 2000)
        return kind, data[:end] + data[at:]
    if kind == "bytes turned":
        turned = bytearray(data)
        for _ in range(chance.randrange(1, 20)):
            turned[chance.randrange(len(turned))] = chance.randrange(1, 256)
        return kind, bytes(turned)
    if kind == "cut and joined":
        other = chance.randrange(len(data))
        return kind, data[:at] + data[other:]
    depth = chance.randrange(10, 3000)
    return kind, data[:at] + chance.choice([b"(", b"{", b"[", b"a<", b"!", b"*"]) * depth + data[at:]


def run(program, *arguments, limit):
    return subprocess.run([program, *arguments], capture_output=True, timeout=limit)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--count", type=int, default=4000)
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--seed", type=int, default=20261128)
    parser.add_argument("scratch")
    options = parser.parse_args()
    corpus = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Corpus/cpp")
    chance = random.Random(options.seed)
    kinds, told, failures = collections.Counter(), collections.Counter(), []
    done, changed, began = 0, 0, time.monotonic()
    names = sorted(MOVES)
    while done < options.count:
        name = names[(done // options.batch) % len(names)]
        folder = os.path.join(os.path.abspath(options.scratch), "mutated")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(os.path.join(folder, ".git"))
        sources = sorted(glob.glob(os.path.join(corpus, name, "before/src/*")))
        shutil.copytree(os.path.join(corpus, name, "before/include"), os.path.join(folder, "include"))
        written = {}
        for number in range(min(options.batch, options.count - done)):
            source = chance.choice(sources)
            kind, data = mutated(open(source, "rb").read(), chance)
            kinds[kind] += 1
            path = f"mutant_{number:04}{os.path.splitext(source)[1]}"
            written[path] = data
        suffix = ".cu" if name == "cuda-kernels" else ".cpp"
        written["sound" + suffix] = SOUND[name][0].encode()
        for path, data in written.items():
            with open(os.path.join(folder, path), "wb") as file:
                file.write(data)
        move = [*MOVES[name], "--language", "cpp", "--no-cache"]
        where = f"{name}, from mutant {done} on"
        try:
            answer = run(options.program, "adapt", folder, *move, "--write", "--force", "--format", "json", limit=60 + 30 * len(written))
        except subprocess.TimeoutExpired:
            failures.append(f"{where}: does not end")
            done += len(written) - 1
            continue
        if answer.returncode not in (0, 1):
            failures.append(f"{where}: ends with {answer.returncode}: {answer.stderr[-300:]!r}")
        else:
            report = json.loads(answer.stdout)
            for file in report["files"]:
                for problem in file.get("problems", []):
                    for words in ["libclang crashed", "cannot parse this file", "not a text file", "was taken back", "would not parse"]:
                        if words in problem:
                            told[words] += 1
            sound = open(os.path.join(folder, "sound" + suffix)).read()
            if SOUND[name][1] not in sound:
                failures.append(f"{where}: the sound file is not what it must be: {sound!r}")
            changed += sum(open(os.path.join(folder, path), "rb").read() != data for path, data in written.items())
            undone = run(options.program, "undo", folder, limit=300)
            for path, data in written.items():
                if open(os.path.join(folder, path), "rb").read() != data:
                    failures.append(f"{where}: {path} is not taken back: {undone.stderr[-200:]!r}")
        done += len(written) - 1
    print(f"{done} truncated and mutated sources in {(done + options.batch - 1) // options.batch} projects, seed {options.seed}:")
    for kind, count in sorted(kinds.items()):
        print(f"  {kind}: {count}")
    print(f"{changed} files changed and taken back; told: " + (", ".join(f"{words} {count}" for words, count in sorted(told.items())) or "nothing"))
    print(f"{len(failures)} failures")
    for failure in failures[:20]:
        print("  " + failure)
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
