"""tritonclient and KServe's SDK against a running server: what they ask for must come, in every form they have.

    python clients.py URL MODEL OTHER

MODEL takes FP64 rows `input` of any number and gives `label` and `probabilities`; OTHER takes texts.
Prints one line a check; ends with 1 where one failed.
"""

import asyncio
import sys
import traceback

import numpy as np
import tritonclient.http as triton
from kserve import InferenceRESTClient, InferInput, InferRequest, RESTConfig
from tritonclient.utils import InferenceServerException

url, model, other = sys.argv[1:]
failures = 0


def check(name):
    def run(function):
        global failures
        try:
            result = function()
            if asyncio.iscoroutine(result):
                asyncio.run(result)
            print("ok", name)
        except Exception:
            failures += 1
            print("FAILED", name)
            traceback.print_exc(file=sys.stdout)

    return run


client = triton.InferenceServerClient(url.removeprefix("http://"))
metadata = client.get_model_metadata(model)
width = metadata["inputs"][0]["shape"][1]
outputs = [(output["name"], output["datatype"]) for output in metadata["outputs"]]
rows = np.linspace(-2, 2, 3 * width).reshape(3, width)


def asked(binary_in, binary_out, **more):
    given = triton.InferInput("input", list(rows.shape), "FP64")
    given.set_data_from_numpy(rows, binary_data=binary_in)
    wanted = [triton.InferRequestedOutput(name, binary_data=binary_out) for name, _ in outputs]
    answer = client.infer(model, [given], outputs=wanted, **more)
    return {name: answer.as_numpy(name) for name, _ in outputs}


plain = asked(False, False)


def same(answers):
    assert answers.keys() == plain.keys()
    for name, values in answers.items():
        assert values.dtype == plain[name].dtype, (name, values.dtype, plain[name].dtype)
        assert values.shape == plain[name].shape, (name, values.shape)
        assert (values == plain[name]).all(), name


@check("tritonclient: live, ready, model ready, unknown model not ready")
def _():
    assert client.is_server_live()
    assert client.is_server_ready()
    assert client.is_model_ready(model)
    assert client.is_model_ready(model, "1")
    assert not client.is_model_ready("nothing")


@check("tritonclient: metadata, configuration, statistics, index")
def _():
    assert client.get_server_metadata()["name"] == "godwit"
    assert metadata["versions"] == ["1"] and metadata["inputs"][0]["datatype"] == "FP64"
    configuration = client.get_model_config(model)
    assert configuration["input"][0]["data_type"] == "TYPE_FP64", configuration
    assert [entry["name"] for entry in client.get_model_repository_index()] == [model, other]
    counted = client.get_inference_statistics(model)["model_stats"][0]
    assert counted["inference_stats"]["success"]["count"] >= 1, counted
    assert client.get_inference_statistics()["model_stats"][1]["name"] == other


for binary_in in (False, True):
    for binary_out in (False, True):
        check(f"tritonclient: infer, binary in {binary_in}, binary out {binary_out}")(
            lambda: same(asked(binary_in, binary_out)))

for compression in ("gzip", "deflate"):
    check(f"tritonclient: request and answer compressed with {compression}")(
        lambda: same(asked(True, True, request_compression_algorithm=compression,
                           response_compression_algorithm=compression)))


@check("tritonclient: all outputs where none is asked for, an id, asynchronous requests")
def _():
    given = triton.InferInput("input", list(rows.shape), "FP64")
    given.set_data_from_numpy(rows)
    answer = client.infer(model, [given], request_id="seven")
    assert answer.get_response()["id"] == "seven"
    same({name: answer.as_numpy(name) for name, _ in outputs})
    waiting = [client.async_infer(model, [given]) for _ in range(8)]
    for request in waiting:
        answer = request.get_result()
        same({name: answer.as_numpy(name) for name, _ in outputs})


@check("tritonclient: texts, binary and as JSON")
def _():
    taken = client.get_model_metadata(other)["inputs"][0]
    texts = np.array(["red apple", "grüne Birne", ""], dtype=object)
    texts = texts.reshape(-1, 1) if len(taken["shape"]) == 2 else texts
    answers = []
    for binary in (False, True):
        given = triton.InferInput(taken["name"], list(texts.shape), "BYTES")
        given.set_data_from_numpy(texts, binary_data=binary)
        answers.append(client.infer(other, [given]).get_output(client.get_model_metadata(other)["outputs"][0]["name"]))
    assert answers[0]["shape"] == answers[1]["shape"]


@check("tritonclient: a refusal is an error with the server's sentence and status")
def _():
    given = triton.InferInput("input", [1, width + 1], "FP64")
    given.set_data_from_numpy(np.zeros((1, width + 1)))
    try:
        client.infer(model, [given])
    except InferenceServerException as error:
        assert error.status() == "400", error.status()
        assert "has the shape" in error.message(), error.message()
    else:
        raise AssertionError("accepted")
    try:
        client.infer("nothing", [given])
    except InferenceServerException as error:
        assert error.status() == "404"
    else:
        raise AssertionError("accepted")


def kserve_client():
    return InferenceRESTClient(RESTConfig(protocol="v2", retries=0))


@check("kserve: live, ready, model ready")
async def _():
    kserve = kserve_client()
    assert await kserve.is_server_live(url)
    assert await kserve.is_server_ready(url)
    assert await kserve.is_model_ready(url, model)
    assert not await kserve.is_model_ready(url, "nothing")


def kserve_request(binary):
    given = InferInput("input", list(rows.shape), "FP64")
    given.set_data_from_numpy(rows, binary_data=binary)
    return InferRequest(model_name=model, infer_inputs=[given], request_id="eight")


for binary in (False, True):

    @check(f"kserve: infer, binary {binary}")
    async def _():
        answer = await kserve_client().infer(url, kserve_request(binary), model_name=model)
        assert answer.id == "eight", answer.id
        same({output.name: output.as_numpy() for output in answer.outputs})


@check("kserve: a refusal is an error of the client's")
async def _():
    given = InferInput("input", [1, width + 1], "FP64")
    given.set_data_from_numpy(np.zeros((1, width + 1)), binary_data=False)
    request = InferRequest(model_name=model, infer_inputs=[given])
    try:
        await kserve_client().infer(url, request, model_name=model)
    except Exception as error:
        assert getattr(error, "response", None) is not None and error.response.status_code == 400, repr(error)
    else:
        raise AssertionError("accepted")


print(f"{failures} failed")
sys.exit(1 if failures else 0)
