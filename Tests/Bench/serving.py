"""Times `godwit-serve` beside MLServer over one model, in one run, and writes the table.

The model is a network of 64-256-256-10 in single precision, run by the same release of ONNX Runtime with one thread in both.
The servers take turns, wrk sends the same bytes to each over kept connections, and their answers are held equal before any time
is taken. What counts is the processor time of the server's processes for one request: it varies least with whatever else the
machine does.
"""

import argparse
import datetime
import json
import os
import platform
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time
import urllib.request

import page

HERE = os.path.dirname(os.path.abspath(__file__))
LIBRARIES = ["mlserver==1.7.1", "onnxruntime==1.32.0", "onnx==1.23.2", "numpy==2.4.6"]
FEATURES, HIDDEN, CLASSES = 64, 256, 10

PROCESSOR_MICROSECONDS = 60
MEGABYTES = 80
READY_SECONDS = 0.2

MAKING = """
import sys, numpy as np, onnx
from onnx import TensorProto, helper, numpy_helper
features, hidden, classes = map(int, sys.argv[2:])
random = np.random.default_rng(7)
nodes, weights, value = [], [], "input"
sizes = [features, hidden, hidden, classes]
for layer, (rows, columns) in enumerate(zip(sizes, sizes[1:])):
    for name, shape in (("w", (rows, columns)), ("b", (columns,))):
        array = (random.standard_normal(shape) / np.sqrt(rows)).astype(np.float32)
        weights.append(numpy_helper.from_array(array, f"{name}{layer}"))
    nodes.append(helper.make_node("Gemm", [value, f"w{layer}", f"b{layer}"], [f"z{layer}"]))
    value = f"z{layer}"
    if layer < 2:
        nodes.append(helper.make_node("Relu", [value], [f"a{layer}"]))
        value = f"a{layer}"
nodes.append(helper.make_node("Softmax", [value], ["probabilities"], axis=1))
graph = helper.make_graph(
    nodes, "mlp", [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["n", features])],
    [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["n", classes])], weights)
onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), sys.argv[1])
"""

RUNTIME = """
import numpy as np, onnxruntime
from mlserver import MLModel
from mlserver.codecs import NumpyCodec
from mlserver.types import InferenceResponse

class Network(MLModel):
    async def load(self):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(
            self.settings.parameters.uri, options, providers=["CPUExecutionProvider"])
        return True

    async def predict(self, payload):
        rows = NumpyCodec.decode_input(payload.inputs[0]).astype(np.float32)
        answer = self.session.run(None, {"input": rows})[0]
        return InferenceResponse(
            model_name=self.name, outputs=[NumpyCodec.encode_output("probabilities", answer)])
"""


def main():
    options = arguments()
    if shutil.which("wrk") is None:
        sys.exit("wrk is not there; install it (Debian: apt-get install wrk)")
    work = Work(options)
    servers = [Godwit(work), MLServer(work)]
    answers = [server.once() for server in servers]
    apart = max(abs(one - other) for one, other in zip(*answers))
    if len(answers[0]) != CLASSES or apart > 1e-6:
        sys.exit(f"the servers do not answer the same: {answers}")
    for repetition in range(options.repetitions):
        for server in servers:
            server.measure()
        print(f"round {repetition + 1} of {options.repetitions}", flush=True)
    lines = report(options, servers, apart)
    print("\n".join(lines))
    if options.write:
        page.write(options.write, lines)
    sys.exit(1 if options.strict and any("missed" in line for line in lines) else 0)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", required=True, type=os.path.abspath, help="godwit-serve, a release build")
    parser.add_argument("--scratch", required=True, type=os.path.abspath, help="where to install; kept for the next run")
    parser.add_argument("--write", help="the page to write")
    parser.add_argument("--repetitions", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=4, help="of load in each round")
    parser.add_argument("--strict", action="store_true", help="exit with 1 if a bar is missed")
    return parser.parse_args()


class Work:
    """What both servers need: an environment, the model, and the request as wrk sends it."""

    def __init__(self, options):
        self.program = options.program
        self.seconds = options.seconds
        self.scratch = options.scratch
        self.python = os.path.join(options.scratch, "environment", "bin", "python")
        stamp = os.path.join(options.scratch, "complete")
        wanted = "\n".join([*LIBRARIES, MAKING, RUNTIME])
        if not os.path.exists(stamp) or open(stamp, encoding="utf-8").read() != wanted:
            os.makedirs(options.scratch, exist_ok=True)
            subprocess.run([sys.executable, "-m", "venv", os.path.join(options.scratch, "environment")], check=True)
            subprocess.run(
                [self.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *LIBRARIES], check=True)
        self.model = os.path.join(options.scratch, "mlp.onnx")
        subprocess.run(
            [self.python, "-c", MAKING, self.model, str(FEATURES), str(HIDDEN), str(CLASSES)], check=True)
        with open(stamp, "w", encoding="utf-8") as file:
            file.write(wanted)
        data = [round(((index * 37) % 101) / 50 - 1, 4) for index in range(FEATURES)]
        self.body = json.dumps(
            {"inputs": [{"name": "input", "shape": [1, FEATURES], "datatype": "FP32", "data": data}]})
        self.script = os.path.join(options.scratch, "request.lua")
        with open(self.script, "w", encoding="utf-8") as file:
            file.write(
                f'wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\nwrk.body = [==[{self.body}]==]\n')


class Server:
    """One of the servers; a fresh process each round."""

    def __init__(self, work):
        self.work = work
        self.ready, self.processor, self.rate, self.latency, self.memory = [], [], [], [], []

    @property
    def infer(self):
        return f"http://127.0.0.1:{self.port}/v2/models/mlp/infer"

    def start(self):
        began = time.perf_counter()
        self.process = subprocess.Popen(
            self.command, cwd=self.folder, env={**os.environ, **self.environment}, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True)
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/v2/health/ready", timeout=1):
                    return time.perf_counter() - began
            except OSError:
                if self.process.poll() is not None:
                    sys.exit(f"{self.name} ended with {self.process.returncode}")
                if time.perf_counter() - began > 60:
                    sys.exit(f"{self.name} was not ready in a minute")
                time.sleep(0.002)

    def stop(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def once(self):
        self.start()
        try:
            request = urllib.request.Request(
                self.infer, self.work.body.encode(), {"Content-Type": "application/json"})
            with urllib.request.urlopen(request) as answer:
                return json.load(answer)["outputs"][0]["data"]
        finally:
            self.stop()

    def measure(self):
        self.ready.append(self.start())
        try:
            self.load(8, 1)  # warm
            before = self.ticks()
            requests, rate, _ = self.load(8, self.work.seconds)
            self.processor.append((self.ticks() - before) / os.sysconf("SC_CLK_TCK") / requests * 1e6)
            self.rate.append(rate)
            self.latency.append(self.load(1, self.work.seconds)[2])
            self.memory.append(sum(peak(process) for process in self.processes()))
        finally:
            self.stop()

    def load(self, connections, seconds):
        said = subprocess.run(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", self.work.script, self.infer],
            check=True, capture_output=True, text=True).stdout
        if "Non-2xx" in said or "Socket errors" in said:
            sys.exit(f"{self.name}: {said}")
        half = re.search(r"50%\s+([\d.]+)(us|ms|s)", said)
        unit = {"us": 1, "ms": 1e3, "s": 1e6}[half[2]]
        return (
            int(re.search(r"(\d+) requests in", said)[1]), float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1]),
            float(half[1]) * unit)

    def processes(self):
        """The process and all that it started."""
        found, rest = [], [self.process.pid]
        while rest:
            process = rest.pop()
            found.append(process)
            for task in os.listdir(f"/proc/{process}/task"):
                with open(f"/proc/{process}/task/{task}/children", encoding="ascii") as file:
                    rest += [int(word) for word in file.read().split()]
        return found

    def ticks(self):
        total = 0
        for process in self.processes():
            with open(f"/proc/{process}/stat", encoding="ascii") as file:
                fields = file.read().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
        return total


def peak(process):
    with open(f"/proc/{process}/status", encoding="ascii") as file:
        return int(re.search(r"VmHWM:\s+(\d+)", file.read())[1]) / 1024


class Godwit(Server):
    name = "`godwit-serve`"
    port = 18431
    environment = {}

    def __init__(self, work):
        super().__init__(work)
        self.folder = os.getcwd()
        self.command = [work.program, work.model, "--port", str(self.port)]


class MLServer(Server):
    name = "MLServer, ONNX Runtime in a class of its own"
    port = 18432
    environment = {"OMP_NUM_THREADS": "1"}

    def __init__(self, work):
        super().__init__(work)
        self.folder = os.path.join(work.scratch, "mlserver")
        os.makedirs(self.folder, exist_ok=True)
        for name, text in (
            ("network.py", RUNTIME),
            ("settings.json", json.dumps({
                "debug": False, "host": "127.0.0.1", "http_port": self.port, "grpc_port": self.port + 1,
                "metrics_port": self.port + 2, "parallel_workers": 0})),
            ("model-settings.json", json.dumps({
                "name": "mlp", "implementation": "network.Network", "parameters": {"uri": work.model}})),
        ):
            with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
                file.write(text)
        self.command = [os.path.join(os.path.dirname(work.python), "mlserver"), "start", "."]


def report(options, servers, apart):
    def middle(values):
        return statistics.median(values)

    lines = [
        "# Benchmarks of serving",
        "",
        f"`make bench`, {datetime.date.today():%-d %B %Y}, {os.cpu_count()} processors ({platform.machine()}, "
        f"{platform.system()}). A network of {FEATURES}-{HIDDEN}-{HIDDEN}-{CLASSES}, one row a request as JSON",
        f"({len(servers[0].work.body)} bytes), answers at most {apart:.0e} apart. Medians of "
        f"{options.repetitions} rounds of {options.seconds} s in which the servers take turns; wrk on the same cores.",
        f"Beside it: {', '.join(LIBRARIES)}.",
        "",
        "| Server | Processor µs a request | Requests/s, 8 connections | p50 µs, 1 connection | Peak MB | Ready after s |",
        "|---|---|---|---|---|---|",
    ]
    for server in servers:
        lines.append(
            f"| {server.name} | {middle(server.processor):.1f} | {middle(server.rate):.0f} | {middle(server.latency):.0f} | "
            f"{max(server.memory):.0f} | {middle(server.ready):.3f} |")
    ours = servers[0]
    lines += ["", "| Bar | Measured | |", "|---|---|---|"]
    for bar, value, limit, form in (
        ("processor time of a JSON request: at most 60 µs", middle(ours.processor), PROCESSOR_MICROSECONDS, "{:.1f}"),
        ("memory: at most 80 MB", max(ours.memory), MEGABYTES, "{:.0f}"),
        ("ready, model loaded: within 0.2 s", middle(ours.ready), READY_SECONDS, "{:.3f}"),
    ):
        lines.append(f"| {bar} | {form.format(value)} | {'held' if value <= limit else '**missed**'} |")
    return lines


if __name__ == "__main__":
    main()
