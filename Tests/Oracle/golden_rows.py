"""Holds the folders that `godwit convert --test-data` writes against ONNX's own test runner and ONNX Runtime.

    python golden_rows.py --program PROGRAM MODEL.pkl…

Needs onnx and onnxruntime. Prints a line a model; the exit code is the number of folders that do not pass.
"""
import argparse
import glob
import os
import subprocess
import sys
import tempfile

import onnx
import onnxruntime
from onnx import numpy_helper
from onnx.backend.test.runner import Runner


def tensors(pattern):
    return [onnx.TensorProto.FromString(open(path, "rb").read()) for path in sorted(glob.glob(pattern))]


def check(program, model, scratch):
    folder = os.path.join(scratch, os.path.basename(model))
    subprocess.run(
        [program, "convert", model, "--to", "onnx", "-o", folder + ".onnx", "--test-data", folder, "--golden-rows", "200"],
        check=True, stdout=subprocess.DEVNULL)
    onnx.checker.check_model(onnx.load(folder + "/model.onnx"))
    given = tensors(folder + "/test_data_set_0/input_*.pb")
    wanted = tensors(folder + "/test_data_set_0/output_*.pb")
    session = onnxruntime.InferenceSession(folder + "/model.onnx", providers=["CPUExecutionProvider"])
    got = session.run(None, {tensor.name: numpy_helper.to_array(tensor) for tensor in given})
    Runner.assert_similar_outputs([numpy_helper.to_array(tensor) for tensor in wanted], list(got), rtol=1e-3, atol=1e-7)
    return wanted[0].dims[0]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", required=True)
    parser.add_argument("models", nargs="+")
    arguments = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as scratch:
        for model in arguments.models:
            try:
                print(f"{model}: {check(arguments.program, model, scratch)} rows pass")
            except (AssertionError, subprocess.CalledProcessError) as error:
                failed += 1
                print(f"{model}: {str(error).splitlines()[0]}")
    sys.exit(failed)


if __name__ == "__main__":
    main()
