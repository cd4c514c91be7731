#!/usr/bin/env python3
"""Mutates and truncates model files of every format, and has a program read them.

    python3 Tests/Oracle/hostile_models.py --driver ModelDriver --program godwit [--count 100000] [--only FORMAT]… [--seed 1]

`--only memory` reads large documents alone.

The driver reads the files it is given, and prints a line each: what it read, or why it refused; at last the greatest memory it
had. A batch of files is one process. Counted as failures: another exit code than 0, a missing line, a refusal without a reason, a
batch that takes more than a minute of processor time, memory beyond 64 MB and twice the largest file of the batch. The exit code is
1 where there is a failure; the batch that failed is kept. Files that are compressed are broken in two ways: what they hold, and
then compressed again; and the compressed bytes. A run with another seed breaks other places.
"""
import argparse
import bz2
import collections
import concurrent.futures
import gzip
import io
import lzma
import os
import pathlib
import pickle
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib

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


#: What a joblib file may be compressed with; lz4 is not in every Python, and only its bytes are broken.
COMPRESSORS = {
    b"\x78": zlib.compress, b"\x1f\x8b": lambda content: gzip.compress(content, mtime=0), b"BZh": bz2.compress, b"\xfd7zXZ": lzma.compress,
    b"\x5d\x00\x00": lambda content: lzma.compress(content, format=lzma.FORMAT_ALONE),
}


def uncompressed(content):
    for start, expand in ((b"\x78", zlib.decompress), (b"\x1f\x8b", gzip.decompress), (b"BZh", bz2.decompress), (b"\xfd7zXZ", lzma.decompress), (b"\x5d\x00\x00", lzma.decompress)):
        if content.startswith(start):
            try:
                return expand(content)
            except (OSError, ValueError, EOFError, zlib.error, lzma.LZMAError):
                return content
    return content


def objects():
    """Values of every kind, in every protocol."""
    shared = ["a", b"bytes", bytearray(b"array"), 2 ** 70, -1, 1.5, None, True, "\u00e9\U0001f426", {"k": (1, 2, 3, 4)}, {1, 2}, frozenset([3]), slice(1, 2), complex(1, 2), range(3)]
    shared.append(shared[:4] * 3)
    return [pickle.dumps({"steps": shared, "again": shared, "name%d" % protocol: "x" * 300}, protocol) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)]


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


def document(body, fields=("y",)):
    return b'<PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4"><Header/><DataDictionary>%s</DataDictionary>%s</PMML>' % (
        b"".join(b'<DataField name="%s" optype="continuous" dataType="double"/>' % name.encode() for name in fields), body)


def branches(depth):
    """The nodes of a tree, as documents write them, one below the other."""
    test = b'<SimplePredicate field="y" operator="greaterThan" value="0.%d"/>' % (70000 + depth)
    if depth == 0:
        return b'<Node id="1" score="0.123456">%s</Node>\n' % test
    return b'<Node id="2">%s\n' % test + 2 * branches(depth - 1) + b"</Node>\n"


def large():
    """{title: bytes} of large files whose text is small for what it says."""
    schema = b'<MiningSchema><MiningField name="y" usageType="target"/></MiningSchema>'
    tree = b'<TreeModel functionName="regression">' + schema + b'<Node score="1"><True/>%s</Node></TreeModel>'
    yield "pmml: a million and a half nodes", document(tree % (b'<Node score="1"><True/></Node>' * 1_500_000))
    segment = b'<Segment><True/>' + tree % branches(12) + b"</Segment>"
    yield "pmml: a forest of 400 trees", document(
        b'<MiningModel functionName="regression">' + schema + b'<Segmentation multipleModelMethod="sum">' + segment * 400 + b"</Segmentation></MiningModel>")
    for number in (b"0 ", b"0.1 "):
        vector = b'<VectorInstance id="1"><Array type="real">' + number * 1000 + b"</Array></VectorInstance>"
        yield "pmml: ten million numbers, each `%s`" % number.decode(), document(
            b'<SupportVectorMachineModel functionName="regression">' + schema + b"<LinearKernelType/><VectorDictionary><VectorFields>" + b'<FieldRef field="y"/>' * 1000
            + b"</VectorFields>" + vector * 10_000 + b'</VectorDictionary><SupportVectorMachine><SupportVectors><SupportVector vectorId="1"/></SupportVectors>'
            b'<Coefficients absoluteValue="0"><Coefficient value="1"/></Coefficients></SupportVectorMachine></SupportVectorMachineModel>')
    yield "pmml: a million and a half neighbours", document(
        b'<NearestNeighborModel functionName="regression" numberOfNeighbors="1">' + schema + b'<TrainingInstances isTransformed="true"><InstanceFields>'
        b'<InstanceField field="a" column="a"/><InstanceField field="b" column="b"/></InstanceFields><InlineTable>' + b"<row><a>1</a><b>2</b></row>" * 1_500_000
        + b'</InlineTable></TrainingInstances><ComparisonMeasure kind="distance"><euclidean/></ComparisonMeasure><KNNInputs><KNNInput field="a"/></KNNInputs></NearestNeighborModel>')
    yield "pmml: a million items", document(
        b'<AssociationModel functionName="associationRules" numberOfTransactions="1" minimumSupport="0" minimumConfidence="0" numberOfItems="1" numberOfItemsets="0" '
        b'numberOfRules="0">' + schema + b'<Item id="1" value="1"/>' * 1_000_000 + b"</AssociationModel>")
    yield "pmml: a million centres", document(
        b'<ClusteringModel functionName="clustering" modelClass="centerBased" numberOfClusters="1">' + schema + b'<ComparisonMeasure kind="distance"><euclidean/></ComparisonMeasure>'
        b'<ClusteringField field="y"/>' + b"<Cluster><Array>1</Array></Cluster>" * 1_000_000 + b"</ClusteringModel>")
    yield "pmml: a set of ten million words", document(
        b'<TreeModel functionName="regression">' + schema + b'<Node score="1"><SimpleSetPredicate field="y" booleanOperator="isIn"><Array type="string">'
        + b"a b " * 5_000_000 + b"</Array></SimpleSetPredicate></Node></TreeModel>")
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (5000000,), }"
        array = b"\x93NUMPY\x01\x00" + (118).to_bytes(2, "little") + header.ljust(117) + b"\n" + bytes(40_000_000)
        for number in range(40):
            archive.writestr("a%d.npy" % number, array)
    yield "npz: forty arrays of forty megabytes of zeros", held.getvalue()


def memory(driver, scratch):
    """Reads large files, one a process; how many failed."""
    failed = 0
    for title, content in large():
        read, refused, peak, seconds, problem = run(driver, "memory", [content], scratch)
        failed += problem is not None
        print("%-50s %3d MB: %s, peak %3.0f MB of %3.0f, %.1f s%s" % (
            title, len(content) >> 20, "read" if read else "refused", peak, 2 * len(content) / (1 << 20) + 64, seconds, "; FAILED: " + problem if problem else ""), flush=True)
    return failed


def seeds(folder):
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

    add("pickle", "*/*/*.pkl")
    found["pickle"] += objects() * 3
    add("joblib", "*/*/*.joblib")
    add("joblib", "joblib/*.joblib")
    found["compressed"] = [content for content in found["joblib"] if uncompressed(content) is not content or content[:4] == b"\x04\x22\x4d\x18"]
    found["joblib"] = [content for content in found["joblib"] if uncompressed(content) is content]
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
    compressed = [gzip.compress(content, mtime=0) for name in ("pickle", "xgboost-json", "lightgbm-text") for content in found[name][:20]]
    found["gzip"] = compressed
    return found


def broken(name, contents, chance):
    """One file of a format that is not as it should be."""
    content = chance.choice(contents)
    if name == "compressed" and chance.random() < 0.7:
        inner = uncompressed(content)
        if inner is not content:
            return chance.choice(list(COMPRESSORS.values()))(mutated(inner, contents, chance))
    return mutated(content, contents, chance)


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


def run(driver, name, contents, scratch):
    """(read, refused, peak megabytes, seconds of processor time, problem)."""
    folder = pathlib.Path(tempfile.mkdtemp(prefix=name + "-", dir=scratch))
    paths = []
    for place, content in enumerate(contents):
        path = folder / str(place)
        paths.append(str(path))
        if name == "mlflow":
            path.mkdir()
            for model in ("model.pkl", "model.xgb", "model.lgb", "model.onnx"):
                (path / model).write_bytes(FOLDER_MODEL)
            path = path / "MLmodel"
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
    elif peaks[-1] * 1024 > 2 * max(map(len, contents)) + (64 << 20):
        problem = "%.0f MB" % peak
    read = sum(line.startswith("read: ") for line in starts)
    if problem:
        return read, len(starts) - read, peak, seconds, "%s, in %s" % (problem, folder)
    shutil.rmtree(folder)
    return read, len(starts) - read, peak, seconds, None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--driver", required=True, type=os.path.abspath)
    parser.add_argument("--program", required=True, type=os.path.abspath, help="godwit, which makes files of ONNX and PMML")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--only", action="append")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    failed = 0
    scratch = tempfile.mkdtemp(prefix="hostile-models-")
    if arguments.only is None or "memory" in arguments.only:
        failed += memory(arguments.driver, scratch)
    for name, contents in seeds(converted(arguments.program, scratch)).items() if arguments.only != ["memory"] else ():
        if arguments.only and name not in arguments.only:
            continue
        if not contents:
            print("%s: no files to mutate" % name)
            failed += 1
            continue

        def batch(number):
            chance = random.Random("%s %d %d" % (name, arguments.seed, number))
            return run(arguments.driver, name, [broken(name, contents, chance) for _ in range(BATCH)], scratch)

        count = -(-arguments.count // BATCH)
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            results = list(pool.map(batch, range(count)))
        problems = [result[4] for result in results if result[4]]
        failed += len(problems)
        print("%-15s %7d mutations of %3d files: %7d read, %7d refused, peak %3.0f MB, %.2f s for the slowest %d%s" % (
            name, count * BATCH, len(contents), sum(r[0] for r in results), sum(r[1] for r in results), max(r[2] for r in results),
            max(r[3] for r in results), BATCH, "" if not problems else "; FAILED: " + "; ".join(problems[:3])), flush=True)
    if not failed:
        shutil.rmtree(scratch)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
