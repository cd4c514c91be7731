#!/usr/bin/env python3
"""Mutates and truncates model files of every format, and has a program read them.

    python3 Tests/Oracle/hostile_models.py --driver ModelDriver --program godwit [--count 100000] [--only FORMAT]… [--seed 1]

`--only memory` reads large files alone, those of `hostile_large.py`.

The driver reads the files it is given, and prints a line each: what it read, or why it refused; at last the greatest memory it
had. A batch of files is one process. Counted as failures: another exit code than 0, a missing line, a refusal without a reason, a
batch that takes more than a minute of processor time, memory beyond 64 MB and twice the largest file of the batch, and anything that a
pickle asked to be called. The exit code is 1 where there is a failure; the batch that failed is kept. Files that are compressed are broken
in two ways: what they hold, and then compressed again; and the compressed bytes. A run with another seed breaks other places.
"""
import argparse
import bz2
import collections
import concurrent.futures
import gzip
import io
import multiprocessing
import lzma
import os
import pathlib
import pickle
import random
import resource
import shutil
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib

import hostile_large

CORPUS = pathlib.Path(__file__).resolve().parents[2] / "Corpus" / "models"
BATCH = 500
LARGEST_SEED = 40_000
#: Bytes that mean something to one format or the other.
WORDS = [
    b"\xff\xff\xff\xff", b"\x00\x00\x00\x80", b"\xff\xff\xff\xff\xff\xff\xff\x7f", b"\x7f\xff\xff\xff", b"[", b"{", b"}", b"]", b'"', b":", b",", b"<", b">", b"&", b"\n", b"=",
    b"1e999", b"-1", b"99999999999999999999", b"NaN", b"\x80\x05", b"R", b"b", b"\x93", b"\x95", b"tree_sizes=", b"num_leaves=", b"[[[[[[[[", b"<!ENTITY", b"]]>", b"\x1f\x8b", b"$L#L",
]


def converted(program, scratch):
    """Small models of the corpus as the program writes them: paths of .onnx and .pmml files."""
    folder = pathlib.Path(scratch) / "converted"
    folder.mkdir()
    models = sorted(CORPUS.glob("open/*/*.pkl")) + sorted(CORPUS.glob("sklearn/1.9/*.pkl")) + sorted(CORPUS.glob("lightgbm/4.6.0/*.txt"))
    for number, model in enumerate(models):
        for kind in ("onnx", "pmml"):
            subprocess.run(
                [program, "convert", str(model), "--to", kind, "--golden-rows", str(3 * (number % 2)), "-o", str(folder / ("%d.%s" % (number, kind)))],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return folder


#: What a joblib file may be compressed with.
COMPRESSORS = {
    "zlib": zlib.compress, "gzip": lambda content: gzip.compress(content, mtime=0), "bzip2": lambda content: bz2.compress(content, 1), "xz": lambda content: lzma.compress(content, preset=0),
    "lzma": lambda content: lzma.compress(content, format=lzma.FORMAT_ALONE, preset=0), "lz4": lambda content: literals(content),
}


def literals(content):
    """A frame of LZ4 whose blocks repeat nothing; no module of Python's own compresses so."""
    frame = bytearray(b"\x04\x22\x4d\x18\x40\x40\xc0")
    for start in range(0, len(content), 60_000):
        part = content[start:start + 60_000]
        more = len(part) - 15
        block = (b"\xf0" + b"\xff" * (more // 255) + bytes([more % 255]) if more >= 0 else bytes([len(part) << 4])) + part
        frame += struct.pack("<I", len(block)) + block
    return bytes(frame) + bytes(4)


def is_compressed(content):
    return content.startswith((b"\x78", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x5d\x00\x00", b"\x04\x22\x4d\x18", b"ZF"))


def objects():
    """Values of every kind, in every protocol."""
    shared = ["a", b"bytes", bytearray(b"array"), 2 ** 70, -1, 1.5, None, True, "\u00e9\U0001f426", {"k": (1, 2, 3, 4)}, {1, 2}, frozenset([3]), slice(1, 2), complex(1, 2), range(3)]
    shared.append(shared[:4] * 3)
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        yield protocol, pickle.dumps({"steps": shared, "again": shared, "name%d" % protocol: "x" * 300}, protocol)
        # What other tools write of the opcodes that Python itself does not.
        yield protocol, pickle.dumps(Stateful({"values": list(range(50)), "text": "a\nb'"}), protocol)


class Stateful:
    """Takes its state from a call, as arrays do."""

    def __init__(self, state=None):
        self.state = state

    def __reduce__(self):
        return Stateful, (), self.state


#: What a pickle of `payloads` makes where it is run.
MARK = "hostile-models-ran"


def payloads(scratch):
    """Pickles that ask for a command, in every protocol, and in models."""
    command = "touch %s/%s" % (scratch, MARK)

    class Call:
        def __init__(self, function, *arguments):
            self.reduced = function, arguments

        def __reduce__(self):
            return self.reduced

    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        yield pickle.dumps(Call(os.system, command), protocol)
        yield pickle.dumps({"model": [Call(eval, "__import__('os').system(%r)" % command)]}, protocol)
        yield pickle.dumps([Call(subprocess.call, ["sh", "-c", command]), Call(exec, "open(%r, 'w')" % (scratch + "/" + MARK))], protocol)
    text = "(S'%s'\n" % command
    yield ("cos\nsystem\n" + text + "tR.").encode()
    yield ("(S'%s'\nios\nsystem\n." % command).encode()
    for model in sorted(CORPUS.glob("sklearn/0.2*/l*.pkl"))[:12]:
        # In front of a model, and thrown away: what a scanner for the root's class does not see.
        content = model.read_bytes()
        start = 2 if content[0] == 0x80 else 0
        yield content[:start] + ("cposix\nsystem\n" + text + "tR0").encode() + content[start:]


def archives(contents):
    """Zip files as skops writes them: a schema, and arrays beside it."""
    for number, content in enumerate(contents):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)[number % 2]) as archive:
            archive.writestr("schema.json", '{"__class__": "LinearRegression", "__module__": "sklearn.linear_model._base", "__loader__": "ObjectNode", "protocol": 2, "_skops_version": "0.11"}')
            archive.writestr("140.npy", content)
        yield held.getvalue()


def indices():
    """What MLflow writes beside a model, for several flavours."""
    for flavour, key, name in (("sklearn", "pickled_model", "model.pkl"), ("xgboost", "data", "model.xgb"), ("lightgbm", "data", "model.lgb"), ("onnx", "data", "model.onnx")):
        yield (
            "artifact_path: model\nflavors:\n  python_function:\n    env:\n      conda: conda.yaml\n    loader_module: mlflow.%s\n    model_path: %s\n"
            "  %s:\n    code: null\n    %s: %s\nmlflow_version: 2.9.2\nmodel_uuid: 0d1f\nutc_time_created: '2024-01-02 03:04:05'\n" % (flavour, name, flavour, key, name)).encode()


def memory(driver, scratch):
    """Reads large files, one a process; how many failed."""
    failed = 0
    for title, content, *rest in hostile_large.large():
        beside = rest[0] if rest else {}
        size = hostile_large.counted(content) + sum(map(len, beside.values()))
        read, refused, peak, seconds, problem = run(driver, "memory", [content], scratch, beside, size)
        failed += problem is not None
        print("%-60s %9d bytes: %s, peak %3.0f MB of %3.0f, %.1f s%s" % (
            title, len(content), "read" if read else "refused", peak, 2 * size / (1 << 20) + 64, seconds, "; FAILED: " + problem if problem else ""), flush=True)
    return failed


#: How a format is compressed after what it holds was broken.
RECOMPRESSED = {}
#: A model of old and the arrays beside it: one of them is broken.
BESIDE = ("old.joblib", "old.joblib_01.npy.z", "old.joblib_02.npy.z")


def seeds(folder, scratch):
    """{format: [bytes]}, a stride of the corpus and what was made of it."""
    found = collections.defaultdict(list)

    def add(name, pattern, most=160):
        paths = sorted(path for path in CORPUS.glob(pattern) if path.is_file())
        for path in paths[::max(1, len(paths) // most)]:
            content = path.read_bytes()
            if path.suffix == ".gz":
                content = gzip.decompress(content)
            if len(content) <= LARGEST_SEED:
                found[name].append(content)

    add("models", "[os]*/*/*.pkl", 700)
    for content in found.pop("models"):
        found["pickle, protocol %s" % (content[1] if content[0] == 0x80 else "0 or 1")].append(content)
    for protocol, content in objects():
        found["pickle, protocol %s" % (protocol if protocol > 1 else "0 or 1")] += [content] * 4
    found["pickle, payload"] = list(payloads(scratch))
    for name in ("xgboost", "lightgbm", "catboost"):
        add("%s-pickle" % name, "%s/*/*.pkl" % name)
    add("joblib", "*/*/*.joblib")
    add("joblib", "joblib/*.joblib")
    raw = [content for content in found["joblib"] if is_compressed(content)]
    found["joblib"] = [content for content in found["joblib"] if not is_compressed(content)]
    found["joblib, compressed"] = raw
    for name, compress in COMPRESSORS.items():
        found["joblib, " + name] = found["joblib"]
        RECOMPRESSED["joblib, " + name] = compress
    found["joblib, beside"] = [(CORPUS / "joblib" / name).read_bytes() for name in BESIDE]
    add("npy", "*/*.npy")
    add("npy", "open/*/*.npy")
    add("npz", "*/*/*.npz")
    for name, ending in (("xgboost-binary", "bin"), ("xgboost-json", "json"), ("xgboost-ubjson", "ubj")):
        add(name, "xgboost/*/*." + ending)
        add(name, "xgboost/*/*." + ending + ".gz")
    add("lightgbm-text", "lightgbm/*/*.txt")
    add("lightgbm-json", "lightgbm/*/*.json")
    add("catboost", "catboost/*/*.cbm")
    add("catboost-json", "catboost/*/*.json")
    found["skops"] = list(archives(found["npy"][:20]))
    found["mlflow"] = list(indices())
    for name in ("onnx", "pmml"):
        found[name] = [content for content in (path.read_bytes() for path in sorted(folder.glob("*." + name))) if len(content) <= LARGEST_SEED]
    found["gzip"] = [gzip.compress(content, mtime=0) for name in ("pickle, protocol 2", "xgboost-json", "lightgbm-text") for content in found[name][:20]]
    return found


def broken(name, contents, chance):
    """One file of a format that is not as it should be."""
    content = chance.choice(contents)
    compress = RECOMPRESSED.get(name)
    if compress is None:
        return mutated(content, contents, chance)
    if chance.random() < 0.7:
        return compress(mutated(content, contents, chance))
    return mutated(compress(content), contents, chance)


def mutated(content, others, chance):
    content = bytearray(content)
    if chance.random() < 0.15:
        return bytes(content[: chance.randrange(len(content) + 1)])
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5, 8))):
        if not content:
            break
        place = chance.randrange(len(content))
        length = min(1 + chance.randrange(24), len(content) - place)
        what = chance.randrange(9)
        if what == 0:
            content[place] ^= 1 << chance.randrange(8)
        elif what == 1:
            content[place] = chance.randrange(256)
        elif what == 2:
            del content[place:place + length]
        elif what == 3:
            content[place:place] = content[place:place + length] * chance.choice((1, 1, 2, 50))
        elif what == 4:
            word = chance.choice(WORDS)
            content[place:place + (len(word) if chance.random() < 0.5 else 0)] = word
        elif what == 5:
            content[place:place + length] = bytes([chance.choice((0, 0x7F, 0x80, 0xFF))]) * length
        elif what == 6:
            other = chance.choice(others)
            start = chance.randrange(len(other))
            content[place:place] = other[start:start + 1 + chance.randrange(400)]
        elif what == 7:
            digits = [at for at in range(place, min(place + 200, len(content))) if 0x30 <= content[at] <= 0x39]
            if digits:
                content[chance.choice(digits)] = 0x30 + chance.randrange(10)
        else:
            del content[len(content) - chance.randrange(len(content) // 4 + 1):]
    return bytes(content)


#: The model of folders whose index is broken.
FOLDER_MODEL = pickle.dumps({"a": 1}, 2)


def bounded():
    """A minute of processor time, however busy the machine is."""
    resource.setrlimit(resource.RLIMIT_CPU, (60, 60))


def run(driver, name, contents, scratch, beside=None, size=None):
    """(read, refused, peak megabytes, seconds of processor time, problem). `size` is what the files count by, if not by their own."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix=name.replace(", ", "-").replace(" ", "-") + "-", dir=scratch))
    paths = []
    for file, content in (beside or {}).items():
        (folder / file).write_bytes(content)
    size = size or max(map(len, contents))
    for place, content in enumerate(contents):
        path = folder / str(place)
        paths.append(str(path))
        if name == "mlflow":
            path.mkdir()
            for model in ("model.pkl", "model.xgb", "model.lgb", "model.onnx"):
                (path / model).write_bytes(FOLDER_MODEL)
            path = path / "MLmodel"
        if name == "joblib, beside":
            path.mkdir()
            for file in BESIDE:
                (path / file).symlink_to(CORPUS / "joblib" / file)
            path = path / BESIDE[place % len(BESIDE)]
            paths[-1] = str(path.with_name(BESIDE[0]))
            path.unlink()
        path.write_bytes(content)
    problem, starts, peak = None, [], 0
    # The processor time of one child is told to whoever waits for it.
    with open(folder / "said", "wb") as said, open(folder / "errors", "wb") as errors:
        child = subprocess.Popen([driver, *paths], stdout=said, stderr=errors, preexec_fn=bounded)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    seconds = usage.ru_utime + usage.ru_stime
    lines = (folder / "said").read_bytes().decode("utf-8", "replace").split("\n")
    starts = [line for line in lines if line.startswith(("read: ", "refused: "))]
    peaks = [int(line.split()[1]) for line in lines if line.startswith("peak: ")]
    peak = peaks[-1] / 1024 if peaks else 0
    if child.returncode != 0:
        problem = "exit code %d at %s" % (child.returncode, paths[min(len(starts), len(paths) - 1)])
    elif len(starts) != len(paths) or not peaks:
        problem = "%d answers for %d files" % (len(starts), len(paths))
    elif any(len(line.strip()) < 20 for line in starts if line.startswith("refused: ")):
        problem = "a refusal without a reason"
    elif peaks[-1] * 1024 > 2 * size + (64 << 20):
        problem = "%.0f MB" % peak
    elif os.path.exists(os.path.join(scratch, MARK)):
        problem = "what a pickle asked for was done"
    read = sum(line.startswith("read: ") for line in starts)
    if problem:
        return read, len(starts) - read, peak, seconds, "%s, in %s" % (problem, folder)
    shutil.rmtree(folder)
    return read, len(starts) - read, peak, seconds, None


#: What the processes of a pool find here when they are forked.
BATCHES = {}


def batch(number):
    name, contents = BATCHES["name"], BATCHES["contents"]
    chance = random.Random("%s %d %d" % (name, BATCHES["seed"], number))
    pieces = [broken_part(name, contents, place, chance) for place in range(BATCH)]
    return run(BATCHES["driver"], name, pieces, BATCHES["scratch"])


def broken_part(name, contents, place, chance):
    return mutated(contents[place % len(contents)], contents, chance) if name == "joblib, beside" else broken(name, contents, chance)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--driver", required=True, type=os.path.abspath)
    parser.add_argument("--program", required=True, type=os.path.abspath, help="godwit, which makes files of ONNX and PMML")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--only", action="append")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    failed = 0
    # Millions of small files: in memory, where there is a place for them.
    scratch = tempfile.mkdtemp(prefix="hostile-models-", dir="/dev/shm" if os.path.isdir("/dev/shm") else None)
    if arguments.only is None or "memory" in arguments.only:
        failed += memory(arguments.driver, scratch)
    for name, contents in seeds(converted(arguments.program, scratch), scratch).items() if arguments.only != ["memory"] else ():
        if arguments.only and name not in arguments.only:
            continue
        if not contents:
            print("%s: no files to mutate" % name)
            failed += 1
            continue
        count = -(-arguments.count // BATCH)
        BATCHES.update(name=name, contents=contents, seed=arguments.seed, driver=arguments.driver, scratch=scratch)
        with concurrent.futures.ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("fork")) as pool:
            results = list(pool.map(batch, range(count)))
        problems = [result[4] for result in results if result[4]]
        failed += len(problems)
        print("%-22s %7d mutations of %3d files: %7d read, %7d refused, peak %3.0f MB, %.2f s for the slowest %d%s" % (
            name, count * BATCH, len(contents), sum(r[0] for r in results), sum(r[1] for r in results), max(r[2] for r in results),
            max(r[3] for r in results), BATCH, "" if not problems else "; FAILED: " + "; ".join(problems[:3])), flush=True)
    if not failed:
        shutil.rmtree(scratch)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
