"""Holds a server to the Open Inference Protocol, version 2, from outside: bytes over a socket, nothing of ours in between.

Usage: protocol.py --server GODWIT-SERVE --runtime FOLDER [--mutations N]

The models are made here: one a datatype, that gives back what it takes. What is expected is what the protocol says, and where
it says nothing or its three reference servers do otherwise (silent NaN for null, wrapped integers, status 500 for what the
client got wrong, invalid JSON in answers), what a client can rely on: status 400 and {"error": sentence}.
Prints a line a group. Exit code 1 if anything is otherwise.
"""
import argparse
import concurrent.futures
import gzip
import http.client
import json
import os
import random
import re
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from pathlib import Path

# The protocol's name, ONNX's number, `struct`'s letter, and numbers at the edges.
TYPES = {
    "BOOL": (9, "?", [True, False, True]),
    "UINT8": (2, "B", [0, 7, 255]),
    "UINT16": (4, "H", [0, 7, 65535]),
    "UINT32": (12, "I", [0, 7, 4294967295]),
    "UINT64": (13, "Q", [0, 9007199254740993, 18446744073709551615]),
    "INT8": (3, "b", [-128, 0, 127]),
    "INT16": (5, "h", [-32768, 0, 32767]),
    "INT32": (6, "i", [-2147483648, 0, 2147483647]),
    "INT64": (7, "q", [-9223372036854775808, 9007199254740993, 9223372036854775807]),
    "FP16": (10, "e", [-0.5, 0.0, 65504.0]),
    "FP32": (1, "f", [-1.5, 0.10000000149011612, 3.4028234663852886e38]),
    "FP64": (11, "d", [-1.5, 0.1, 1.7976931348623157e308]),
    "BYTES": (8, None, ["red", "", "grüne\n\"Birne\" \U0001F350"]),
}


# MARK: Models

def varint(number):
    out = b""
    while number > 127:
        out += bytes([number & 127 | 128])
        number >>= 7
    return out + bytes([number])


def field(number, value):
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    value = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(value)) + value


def identity(elements):
    """A graph that gives back rows of three: `x` becomes `y`."""
    shape = field(1, field(2, "n")) + field(1, field(1, 3))
    info = field(2, field(1, field(1, elements) + field(2, shape)))
    node = field(1, "x") + field(2, "y") + field(4, "Identity")
    graph = field(1, node) + field(2, "g") + field(11, field(1, "x") + info) + field(12, field(1, "y") + info)
    return field(1, 8) + field(7, graph) + field(8, field(1, "") + field(2, 17))


# MARK: Asking

class Server:
    def __init__(self, options, folder, *more):
        self.said = tempfile.TemporaryFile()
        models = [str(folder / f"{name}.onnx") for name in TYPES]
        self.process = subprocess.Popen(
            [options.server, *models, "--port", "0", *more], stderr=self.said, stdout=self.said,
            env={**os.environ, "GODWIT_ONNXRUNTIME": options.runtime})
        self.port = self.wait(rb"Listening on http://127.0.0.1:(\d+)")
        end = time.monotonic() + 60
        while self.ask("GET", "/v2/health/ready")[0] != 200:
            if time.monotonic() > end:
                sys.exit("the server is not ready: " + self.output())
            time.sleep(0.02)

    def output(self):
        self.said.seek(0)
        return self.said.read().decode(errors="replace")

    def wait(self, pattern):
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if found := re.search(pattern, self.output().encode()):
                return int(found[1])
            time.sleep(0.02)
        sys.exit("the server does not listen: " + self.output())

    def ask(self, method, path, body=None, headers=None):
        """Status, fields and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.putrequest(method, path, skip_accept_encoding=True)
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            if body is not None and "Content-Length" not in (headers or {}):
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            response = connection.getresponse()
            return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
        finally:
            connection.close()

    def infer(self, name, document, headers=None):
        body = document if isinstance(document, bytes) else (
            document if isinstance(document, str) else json.dumps(document)).encode()
        return self.ask("POST", f"/v2/models/{name}/infer", body, headers)


def request(name, data, shape=None, **more):
    return {"inputs": [{"name": "x", "datatype": name, "shape": shape or [1, 3], "data": data}], **more}


def same(name, given, values):
    """Whether numbers are those, in the datatype's precision."""
    if name != "FP32":
        return given == values
    return [struct.pack("<f", number) for number in given] == [struct.pack("<f", number) for number in values]


def packed(name, values):
    if name == "BYTES":
        return b"".join(struct.pack("<I", len(text.encode())) + text.encode() for text in values)
    return struct.pack(f"<{len(values)}{TYPES[name][1]}", *values)


def binary(name, values, outputs=True, shape=None, size=None):
    """Header and body of a request with a binary tensor."""
    tail = packed(name, values) if not isinstance(values, bytes) else values
    parameters = {"binary_data_size": len(tail) if size is None else size}
    document = {"inputs": [{"name": "x", "datatype": name, "shape": shape or [1, 3], "parameters": parameters}],
                "outputs": [{"name": "y", "parameters": {"binary_data": outputs}}]}
    head = json.dumps(document).encode()
    return {"Inference-Header-Content-Length": str(len(head)), "Content-Type": "application/octet-stream"}, head + tail


def strict(body):
    """JSON as its standard has it: no NaN, no key twice, no null, UTF-8."""
    def constant(word):
        raise ValueError(f"{word} is no JSON")

    def pairs(items):
        assert len({key for key, _ in items}) == len(items), "a key stands twice"
        assert all(value is not None for _, value in items), "a null"
        return dict(items)
    return json.loads(body.decode("utf-8"), parse_constant=constant, object_pairs_hook=pairs)


# MARK: Judging

class Group:
    failures = 0
    count = 0

    def __init__(self, name):
        self.name, self.here, self.wrong = name, 0, []

    def __enter__(self):
        return self

    def holds(self, what, condition, detail=""):
        self.here += 1
        if not condition:
            self.wrong.append(f"  {what}: {str(detail)[:600]}")

    def refused(self, what, answer, *statuses):
        """A client's error, with the sentence that tells it."""
        status, fields, body = answer
        try:
            document = strict(body)
            sentence = isinstance(document, dict) and isinstance(document.get("error"), str) and document["error"]
        except ValueError:
            sentence = False
        self.holds(what, status in (statuses or (400,)) and sentence and "json" in fields.get("content-type", ""), answer)

    def gives(self, what, answer, **wanted):
        status, fields, body = answer
        try:
            document = strict(body)
        except (ValueError, AssertionError) as error:
            return self.holds(what, False, (answer, error))
        self.holds(
            what, status == 200 and all(document.get(key) == value for key, value in wanted.items())
            and "json" in fields.get("content-type", ""), answer)
        return document

    def __exit__(self, kind, error, trace):
        if error is not None:
            self.wrong.append(f"  {kind.__name__}: {error}")
        Group.failures += len(self.wrong)
        Group.count += self.here
        print(f"{'FAILED' if self.wrong else 'ok    '} {self.name}: {self.here} cases", *self.wrong, sep="\n" if self.wrong else "", flush=True)
        return isinstance(error, Exception)


def addresses(server):
    with Group("addresses") as group:
        for path in ("/v2", "/v2/"):
            told = group.gives(path, server.ask("GET", path))
            group.holds("names", told and told.get("name") and told.get("version") and "binary_tensor_data" in told["extensions"], told)
        group.gives("live", server.ask("GET", "/v2/health/live"), live=True)
        group.gives("ready", server.ask("GET", "/v2/health/ready"), ready=True)
        for path in ("/v2/models/FP32", "/v2/models/FP32/versions/1", "/v2/models/FP%332"):
            group.gives(
                path, server.ask("GET", path), name="FP32", versions=["1"],
                inputs=[{"name": "x", "datatype": "FP32", "shape": [-1, 3]}],
                outputs=[{"name": "y", "datatype": "FP32", "shape": [-1, 3]}])
            group.gives(path + "/ready", server.ask("GET", path + "/ready"), name="FP32", ready=True)
        for path in ("/v2/models/FP32/config", "/v2/models/FP32/stats", "/v2/models/stats", "/metrics"):
            group.holds(path, server.ask("GET", path)[0] == 200)
        for path in ("/v2/models/none", "/v2/models/FP32/versions/2", "/v2/models/none/ready", "/v2/models/none/config",
                     "/v2/models/none/stats", "/v2/models/FP32/versions/2/ready", "/", "/v1", "/v2/model", "/v2/models/FP32/x"):
            group.refused(path, server.ask("GET", path), 404)
        for path in ("/v2/models/none/infer", "/v2/models/FP32/versions/2/infer"):
            group.refused(path, server.ask("POST", path, json.dumps(request("FP32", [1, 2, 3])).encode()), 404)
        for method, path in (("GET", "/v2/models/FP32/infer"), ("POST", "/v2/health/ready"), ("DELETE", "/v2/models/FP32"),
                             ("PUT", "/v2"), ("GET", "/v2/repository/index")):
            answer = server.ask(method, path, b"" if method != "GET" else None)
            group.refused(f"{method} {path}", answer, 405)
        answer = server.ask("HEAD", "/v2/health/live")
        group.holds("HEAD", answer[0] == 200 and answer[2] == b"", answer)


def datatypes(server):
    with Group("every datatype, JSON and binary, both ways") as group:
        for name, (_, letter, values) in TYPES.items():
            has_json = name != "FP16"
            if has_json:
                for data in (values, [values]):
                    told = group.gives(f"{name} as JSON", server.infer(name, request(name, data)), model_name=name)
                    output = told and told["outputs"][0]
                    group.holds(
                        f"{name} comes back", output and same(name, output["data"], values) and output["shape"] == [1, 3]
                        and output["datatype"] == name and [type(v) for v in output["data"]] == [type(v) for v in values], told)
                told = group.gives(f"{name}, binary in", server.infer(name, *reversed(binary(name, values, outputs=False))))
                group.holds(f"{name}, binary in, comes back", told and same(name, told["outputs"][0]["data"], values), told)
                wanted = request(name, values, outputs=[{"name": "y", "parameters": {"binary_data": True}}])
                cut(group, f"{name}, binary out", server.infer(name, wanted), packed(name, values))
                wanted = request(name, values, parameters={"binary_data_output": True})
                cut(group, f"{name}, all binary out", server.infer(name, wanted), packed(name, values))
                wanted = request(
                    name, values, parameters={"binary_data_output": True}, outputs=[{"name": "y", "parameters": {"binary_data": False}}])
                group.gives(f"{name}, one not binary", server.infer(name, wanted))
            else:
                group.refused("FP16 as JSON", server.infer(name, request(name, values)))
                group.refused("FP16 out as JSON", server.infer(name, *reversed(binary(name, values, outputs=False))))
            cut(group, f"{name}, binary both", server.infer(name, *reversed(binary(name, values))), packed(name, values))
            if letter:
                answer = server.infer(name, packed(name, values * 2), {"Inference-Header-Content-Length": "0"})
                cut(group, f"{name} bare", answer, packed(name, values * 2))
            empty = server.infer(name, *reversed(binary(name, [], shape=[0, 3])))
            cut(group, f"{name}, no rows", empty, b"")


def cut(group, what, answer, wanted):
    """An answer with a binary tensor behind its JSON."""
    status, fields, body = answer
    length = int(fields.get("inference-header-content-length", -1))
    try:
        document = strict(body[:length])
        size = document["outputs"][0]["parameters"]["binary_data_size"]
        good = status == 200 and length > 0 and size == len(wanted) and body[length:] == wanted and "data" not in document["outputs"][0]
    except (ValueError, KeyError, IndexError):
        good = False
    group.holds(what, good, answer)


def mistakes(server):
    good = [1, 2, 3]
    with Group("mistakes in the JSON") as group:
        for what, text in (
            ("empty", ""), ("no JSON", "{"), ("an array", "[]"), ("a number", "1"), ("null", "null"), ("no inputs", "{}"),
            ("empty inputs", '{"inputs": []}'), ("inputs are no list", '{"inputs": 1}'), ("an input is no object", '{"inputs": [1]}'),
            ("something behind", json.dumps(request("FP32", good)) + "x"), ("no UTF-8", b'{"inputs": "\xff"}'),
            ("deep", "[" * 100_000), ("deep data", '{"inputs": [{"name": "x", "datatype": "FP32", "shape": [1, 3], "data": ' + "[" * 50_000),
        ):
            group.refused(what, server.infer("FP32", text))
        for what, change in (
            ("no name", {"name": None}), ("a name that is a number", {"name": 1}), ("another name", {"name": "z"}),
            ("an unknown datatype", {"datatype": "FLOAT"}), ("another datatype", {"datatype": "FP64"}), ("no datatype", {"datatype": None}),
            ("no shape", {"shape": None}), ("a negative dimension", {"shape": [-1, 3]}), ("two negative ones", {"shape": [-1, -3]}),
            ("a fraction as dimension", {"shape": [1.5, 2]}), ("a text as dimension", {"shape": ["1", 3]}),
            ("a shape beyond all numbers", {"shape": [4611686018427387904, 3]}), ("a large shape", {"shape": [1000000000, 3]}),
            ("another width", {"shape": [1, 4], "data": [1, 2, 3, 4]}), ("too few dimensions", {"shape": [3]}),
            ("too many dimensions", {"shape": [1, 1, 3]}), ("too little data", {"data": [1, 2]}), ("too much data", {"data": [1, 2, 3, 4]}),
            ("no data", {"data": None}), ("data that is a number", {"data": 1}), ("a text", {"data": ["1", 2, 3]}),
            ("a null", {"data": [1, None, 3]}), ("a truth value", {"data": [1, True, 3]}), ("an object", {"data": [1, {}, 3]}),
            ("a number beyond FP32", {"data": [1, 1e39, 3]}), ("ragged rows", {"shape": [2, 3], "data": [[1, 2, 3, 4], [5, 6]]}),
            ("mixed depths", {"data": [[1, 2], 3]}), ("one level too many", {"shape": [1, 3], "data": [[[1, 2, 3]]]}),
            ("columns for rows", {"shape": [2, 3], "data": [[1, 2], [3, 4], [5, 6]]}), ("a row that is a number", {"data": [1, [2, 3]]}), ("data and a size", {"parameters": {"binary_data_size": 12}}),
        ):
            document = request("FP32", good)
            tensor = {**document["inputs"][0], **change}
            document["inputs"] = [{key: value for key, value in tensor.items() if value is not None}]
            group.refused(what, server.infer("FP32", document))
        double = request("FP32", good)
        group.refused("an input twice", server.infer("FP32", {"inputs": double["inputs"] * 2}))
        group.refused("an output that is not there", server.infer("FP32", request("FP32", good, outputs=[{"name": "z"}])))
        group.refused("outputs that are no list", server.infer("FP32", request("FP32", good, outputs=1)))
        for name, data in (
            ("INT8", [300, 0, 0]), ("INT8", [-129, 0, 0]), ("UINT8", [-1, 0, 0]), ("UINT8", [256, 0, 0]), ("INT16", [40000, 0, 0]),
            ("INT32", [2147483648, 0, 0]), ("UINT32", [-1, 0, 0]), ("INT64", [9223372036854775808, 0, 0]), ("UINT64", [-1, 0, 0]),
            ("UINT64", [18446744073709551616, 0, 0]), ("INT32", [1.5, 0, 0]), ("INT64", ["1", 0, 0]), ("BOOL", [2, 0, 0]),
            ("BOOL", ["true", False, False]), ("BYTES", [1, "a", "b"]), ("BYTES", [None, "a", "b"]), ("FP64", ["x", 0, 0]),
        ):
            group.refused(f"{name} {data[0]}", server.infer(name, request(name, data)))
        group.refused("FP64 beyond itself", server.infer("FP64", json.dumps(request("FP64", [1, 2, 3])).replace("[1, 2, 3]", "[1e999, 2, 3]")))
    with Group("mistakes in binary tensors") as group:
        raw = packed("FP32", good)
        for what, headers, body in (
            ("too few bytes", *binary("FP32", raw[:-1])), ("bytes left", *binary("FP32", raw + b"x", size=12)),
            ("another size than the shape's", *binary("FP32", raw * 2)), ("a size beyond the body", *binary("FP32", raw, size=4000)),
            ("a negative size", *binary("FP32", raw, size=-12)), ("a size that is a text", *binary("FP32", raw, size="12")),
            ("a size beyond all numbers", *binary("FP32", raw, size=1 << 70)),
            ("a truth value that is none", *binary("BOOL", b"\x00\x02\x01")),
            ("a length beyond the rest", *binary("BYTES", struct.pack("<I", 4_000_000_000) + b"ab")),
            ("too few texts", *binary("BYTES", packed("BYTES", ["a"]))), ("half a length", *binary("BYTES", b"\x01\x00")),
        ):
            name = "BOOL" if "truth" in what else "BYTES" if "text" in what and "size" not in what or "length" in what else "FP32"
            group.refused(what, server.infer(name, body, headers))
        headers, body = binary("FP32", raw)
        for length in ("x", "-1", str(len(body) + 1), "99999999999999999999", "1", ""):
            group.refused(f"a header length of `{length}`", server.infer("FP32", body, {**headers, "Inference-Header-Content-Length": length}))
        group.refused("a bare tensor of half a row", server.infer("FP32", raw[:8], {"Inference-Header-Content-Length": "0"}))
        group.refused("bytes without the length that tells them", server.infer("FP32", body))
        group.refused("texts that are no UTF-8, as JSON", server.infer("BYTES", *reversed(binary("BYTES", struct.pack("<I", 1) + b"\xff" + packed("BYTES", ["a", "b"]), outputs=False))))


def answers(server):
    with Group("answers") as group:
        told = group.gives("no id", server.infer("FP32", request("FP32", [1, 2, 3])))
        group.holds("no id is invented", told and "id" not in told, told)
        group.gives("an id", server.infer("FP32", request("FP32", [1, 2, 3], id='s"\\even ü')), id='s"\\even ü', model_name="FP32")
        group.refused("an id that is a number", server.infer("FP32", request("FP32", [1, 2, 3], id=7)))
        status, _, body = server.infer("FP32", request("FP32", [0.1, 16777216, 1e-45]))
        group.holds("the shortest text that is the same number", b"[0.1," in body and b"0.10000000149" not in body, body)
        status, _, body = server.infer("FP32", '{"inputs": [{"name": "x", "datatype": "FP32", "shape": [1, 3], "data": [NaN, Infinity, -Infinity]}]}')
        if status == 200:
            group.holds("NaN comes back as JSON", strict(body)["outputs"][0]["data"] == ["NaN", "Infinity", "-Infinity"], body)
        else:
            group.refused("NaN", (status, _, body))
        cut(group, "NaN as it is, binary", server.infer("FP32", *reversed(binary("FP32", packed("FP32", [float("nan"), float("inf"), -0.0])))),
            packed("FP32", [float("nan"), float("inf"), -0.0]))
        for type_ in (None, "text/plain", "application/json; charset=utf-8"):
            headers = {"Content-Type": type_} if type_ else {}
            group.gives(f"Content-Type {type_}", server.infer("FP32", request("FP32", [1, 2, 3]), headers))
        body = json.dumps(request("FP32", [1, 2, 3])).encode()
        for coding, coded in (("gzip", gzip.compress(body)), ("deflate", zlib.compress(body)), ("identity", body), ("GZIP", gzip.compress(body))):
            group.gives(f"a body in {coding}", server.infer("FP32", coded, {"Content-Encoding": coding}))
        group.refused("a body that is not what it says", server.infer("FP32", body, {"Content-Encoding": "gzip"}))
        group.refused("half of gzip", server.infer("FP32", gzip.compress(body)[:-9], {"Content-Encoding": "gzip"}))
        group.refused("an unknown coding", server.infer("FP32", body, {"Content-Encoding": "br"}), 415)
        bomb = gzip.compress(b" " * (64 << 20))
        group.refused("a bomb", server.infer("FP32", bomb, {"Content-Encoding": "gzip"}), 413)
        status, fields, packed_body = server.infer("FP32", body, {"Accept-Encoding": "gzip"})
        plain = gzip.decompress(packed_body) if fields.get("content-encoding") == "gzip" else packed_body
        group.holds("an answer in gzip, or plain", status == 200 and strict(plain)["outputs"][0]["data"] == [1, 2, 3], (status, fields))
        group.refused("a body that is too large", server.infer("FP32", b" " * (1 << 20) + b"{}"), 413)
        many = [i / 7 for i in range(3 * 10_000)]
        status, _, body = server.infer("FP64", request("FP64", many, shape=[10_000, 3]))
        group.holds("ten thousand rows", status == 200 and strict(body)["outputs"][0]["data"] == many, status)


# MARK: Sockets

def exchange(port, *parts, pause=0.0):
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        for part in parts:
            connection.sendall(part)
            time.sleep(pause)
        received = b""
        while data := connection.recv(65536):
            received += data
    return received


def sockets(server):
    body = json.dumps(request("FP32", [1, 2, 3])).encode()
    head = b"POST /v2/models/FP32/infer HTTP/1.1\r\nHost: a\r\n"
    one = head + b"Content-Length: %d\r\n\r\n" % len(body) + body
    last = head + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    with Group("connections") as group:
        group.holds("five requests in one breath", exchange(server.port, one * 4 + last).count(b'"data":[1') == 5)
        chunks = b"".join(b"%x\r\n%s\r\n" % (len(body[i:i + 7]), body[i:i + 7]) for i in range(0, len(body), 7)) + b"0\r\n\r\n"
        told = exchange(server.port, head + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks)
        group.holds("a body in chunks", b" 200 " in told, told)
        told = exchange(server.port, *[last[i:i + 40] for i in range(0, len(last), 40)], pause=0.005)
        group.holds("a request bit by bit", b" 200 " in told, told)
        told = exchange(server.port, head + b"Connection: close\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(body), body, pause=0.1)
        group.holds("100-continue", told.startswith(b"HTTP/1.1 100") and b" 200 " in told, told)
        for what, text in (
            ("two lengths", head + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\n{}"),
            ("a length and chunks", head + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            ("no HTTP", b"hello\r\n\r\n"), ("a negative length", head + b"Content-Length: -1\r\n\r\n"),
            ("a wrong chunk", head + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
            ("a field without end", b"GET /v2 HTTP/1.1\r\na: " + b"x" * 200_000 + b"\r\n\r\n"),
        ):
            try:
                told = exchange(server.port, text + b"\r\n")
            except OSError:
                told = b""
            # RFC 9112, 6.3: refused or cut off, and never taken for a request.
            group.holds(what, not re.match(rb"HTTP/1.1 [25]\d\d", told), told[:200])
        with socket.create_connection(("127.0.0.1", server.port)) as half:
            half.sendall(one[:-5])
        group.holds("alive after one that goes away", server.ask("GET", "/v2/health/live")[0] == 200)

    with Group("many at once") as group:
        def worker(number):
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
            wrong = 0
            for turn in range(50):
                data = [number, turn, number * turn]
                connection.request("POST", "/v2/models/INT64/infer", json.dumps(request("INT64", data, id=f"{number}/{turn}")))
                response = connection.getresponse()
                document = json.loads(response.read())
                wrong += response.status != 200 or document["outputs"][0]["data"] != data or document["id"] != f"{number}/{turn}"
            connection.close()
            return wrong
        with concurrent.futures.ThreadPoolExecutor(32) as pool:
            wrong = list(pool.map(worker, range(32)))
        group.holds("each gets its own answer, 1,600 times", sum(wrong) == 0, wrong)


def mutations(server, count):
    """No bytes end the server or are its own mistake."""
    rng = random.Random(11)
    headers, with_tail = binary("FP32", [1, 2, 3])
    seeds = [(name, {}, json.dumps(request(name, values)).encode()) for name, (_, _, values) in TYPES.items()]
    seeds += [("FP32", headers, with_tail), ("BYTES", *binary("BYTES", ["a", "bc", ""]))]
    with Group(f"{count} mutated bodies") as group:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        for number in range(count):
            name, fields, body = rng.choice(seeds)
            body = bytearray(body)
            for _ in range(rng.randint(1, 4)):
                place = rng.randrange(len(body) + 1)
                match rng.randrange(4):
                    case 0: body[place:place + 1] = bytes([rng.randrange(256)])
                    case 1: del body[place:place + rng.randint(1, 9)]
                    case 2: body[place:place] = rng.choice([b"null", b"[", b"1e999", b'"', b"\\ud800", b"-", b"9" * 40, b"NaN", b"{}", b"\x00"])
                    case 3: body[place:place] = body[place:place + rng.randint(1, 40)]
            try:
                connection.request("POST", f"/v2/models/{name}/infer", bytes(body), fields)
                response = connection.getresponse()
                answer = response.read()
            except (OSError, http.client.HTTPException) as error:
                group.holds("an answer", False, (bytes(body), error))
                connection.close()
                continue
            group.holds("200 or 400", response.status in (200, 400), (response.status, bytes(body), answer))
            length = response.getheader("Inference-Header-Content-Length")
            try:
                strict(answer[:int(length)] if length else answer)
            except (ValueError, AssertionError) as error:
                group.holds("JSON", False, (error, bytes(body), answer))
        connection.close()


def endings(options, folder):
    with Group("a slow client, a full house, a clean end") as group:
        server = Server(options, folder, "--timeout", "1", "--grace", "5")
        began = time.monotonic()
        try:
            told = exchange(server.port, b"POST /v2/models/FP32/infer HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{")
        except OSError:
            told = b""
        group.holds("who sends no end is let go", time.monotonic() - began < 5 and b" 200 " not in told, (time.monotonic() - began, told))
        waiting = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(200)]
        group.holds("two hundred who say nothing hold up nobody", server.ask("GET", "/v2/health/live")[0] == 200)
        for connection in waiting:
            connection.close()
        stop = threading.Event()
        wrong = []

        def client():
            while not stop.is_set():
                try:
                    answer = server.infer("FP64", request("FP64", [0.5] * 3000, shape=[1000, 3]))
                    if answer[0] == 200 and len(strict(answer[2])["outputs"][0]["data"]) == 3000 or answer[0] == 503:
                        continue
                    wrong.append(answer[:2])
                except http.client.IncompleteRead as error:
                    wrong.append(error)
                except (OSError, http.client.HTTPException):
                    time.sleep(0.01)
        threads = [threading.Thread(target=client) for _ in range(4)]
        for thread in threads:
            thread.start()
        time.sleep(1)
        server.process.send_signal(signal.SIGTERM)
        try:
            code = server.process.wait(15)
        except subprocess.TimeoutExpired:
            code = "no end"
        stop.set()
        for thread in threads:
            thread.join()
        group.holds("SIGTERM ends it with 0, and no answer half said", code == 0 and not wrong, (code, wrong[:3], server.output()[-400:]))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--server", required=True, type=os.path.abspath)
    parser.add_argument("--runtime", required=True, type=os.path.abspath, help="where ONNX Runtime's library is")
    parser.add_argument("--mutations", type=int, default=5000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="godwit-protocol-") as scratch:
        folder = Path(scratch)
        for name, (elements, _, _) in TYPES.items():
            (folder / f"{name}.onnx").write_bytes(identity(elements))
        server = Server(options, folder, "--max-body", str(1 << 20))
        try:
            for part in (addresses, datatypes, mistakes, answers, sockets):
                part(server)
            mutations(server, options.mutations)
            if server.process.poll() is not None:
                sys.exit("the server has ended: " + server.output())
        finally:
            server.process.kill()
            server.process.wait()
        endings(options, folder)
    print(f"{Group.count} cases, {Group.failures} otherwise")
    sys.exit(1 if Group.failures else 0)


if __name__ == "__main__":
    main()
