#!/usr/bin/env python3
"""Runs the adapted preprocessor of the C++ corpus, and holds its tensors against what the old code's arithmetic gives.

The adapted project is compiled with the system's OpenCV 4 and run on generated pictures. What it must give is computed apart, by
Python: pictures read, resized and recoloured by OpenCV 3.4's wheel (its C++ functions stand behind those of the C interface that
the old code called), padded rows, planes and arithmetic by NumPy. Every byte must be the same; but for grey, whose weights OpenCV 4 has
changed: there the new weights' arithmetic must come out, one step of grey off at most, and a finding must say so.
"""
import argparse
import os
import shutil
import subprocess
import sys

CORPUS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../Corpus/cpp/opencv-preprocess")
# Widths that are no multiples of four give rows with padding.
SIZES = [(64, 48), (61, 37), (333, 250), (30, 91), (3, 5)]
TARGETS = [(64, 64), (31, 17), (97, 41)]

DRIVER = r"""
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "inspector/image_io.hpp"
#include "inspector/legacy_tensor.hpp"
#include "inspector/letterbox.hpp"

static void write(const char* name, const std::vector<float>& values) {
  FILE* file = std::fopen(name, "wb");
  std::fwrite(values.data(), sizeof(float), values.size(), file);
  std::fclose(file);
}

int main(int, char** arguments) {
  const int width = std::atoi(arguments[2]), height = std::atoi(arguments[3]);
  inspector::LegacyTensor missing(width, height);
  if (missing.load("no such file.png")) return 3;
  inspector::LegacyTensor legacy(width, height);
  if (!legacy.load(arguments[1])) return 4;
  write("planes.bin", legacy.planes());
  write("grey.bin", legacy.grey(127.5f, 64.25f));
  inspector::TensorOptions options;
  options.width = width;
  options.height = height;
  inspector::Placement placement;
  write("tensor.bin", inspector::tensor(inspector::readPicture(arguments[1]), options, placement));
  return 0;
}
"""

EXPECTED = r"""
import os
import sys

import cv2
import numpy as np

assert cv2.__version__.startswith("3.4."), cv2.__version__


def padded(image):
    # Rows as the C interface lays them out, and read back by their step.
    step = (image.shape[1] * image.shape[2] + 3) // 4 * 4
    rows = np.full((image.shape[0], step), 0xAB, np.uint8)
    rows[:, : image.shape[1] * image.shape[2]] = image.reshape(image.shape[0], -1)
    return np.stack([rows[:, c : image.shape[1] * image.shape[2] : image.shape[2]] for c in range(image.shape[2])])


def planes(image, width, height):
    small = cv2.resize(image, (width, height), interpolation=cv2.INTER_LINEAR)
    coloured = cv2.cvtColor(small, cv2.COLOR_BGR2RGB)
    return padded(coloured).astype(np.float32) / np.float32(255.0)


def grey(image, width, height, is_new):
    small = cv2.resize(image, (width, height), interpolation=cv2.INTER_AREA)
    blue, green, red = (small[..., c].astype(int) for c in range(3))
    grey = cv2.cvtColor(small, cv2.COLOR_BGR2GRAY)
    assert (grey == (blue * 1868 + green * 9617 + red * 4899 + 8192) >> 14).all()
    if is_new:
        new = ((blue * 3735 + green * 19235 + red * 9798 + 16384) >> 15).astype(np.uint8)
        assert abs(new.astype(int) - grey).max() <= 1
        grey = new
    return (padded(grey[:, :, None]).astype(np.float32) - np.float32(127.5)) / np.float32(64.25)


def tensor(image, width, height):
    scale = min(np.float32(width) / np.float32(image.shape[1]), np.float32(height) / np.float32(image.shape[0]))
    inner = int(np.float32(image.shape[1]) * scale), int(np.float32(image.shape[0]) * scale)
    left, top = (width - inner[0]) // 2, (height - inner[1]) // 2
    small = cv2.resize(image, inner, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    canvas = np.full((height, width, 3), 114, np.uint8)
    canvas[top : top + inner[1], left : left + inner[0]] = small
    real = cv2.cvtColor(canvas, cv2.COLOR_BGR2RGB).astype(np.float32).astype(np.float64)
    real = (real - [123.675, 116.28, 103.53]) / [58.395, 57.12, 57.375]
    return real.astype(np.float32).transpose(2, 0, 1)


if sys.argv[1] == "make":
    random = np.random.RandomState(7)
    for number, (width, height) in enumerate((SIZES)):
        noise = random.randint(0, 256, (height, width, 3)).astype(np.uint8)
        slope = np.add.outer(np.arange(height) * 3, np.arange(width) * 2)[..., None] + np.array([0, 85, 170])
        cv2.imwrite("picture-%d.png" % (2 * number), noise)
        cv2.imwrite("picture-%d.png" % (2 * number + 1), (slope % 256).astype(np.uint8))
    # What a camera says of its orientation.
    cv2.imwrite("plain.jpg", noise if min(noise.shape[:2]) > 8 else random.randint(0, 256, (40, 56, 3)).astype(np.uint8))
    data = open("plain.jpg", "rb").read()
    tag = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    open("turned.jpg", "wb").write(data[:2] + b"\xff\xe1" + (len(tag) + 2).to_bytes(2, "big") + tag + data[2:])
    turned = cv2.imread("turned.jpg")
    assert turned.shape[:2] == cv2.imread("plain.jpg").shape[1::-1], "OpenCV does not see the orientation"
else:
    name, width, height = sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    legacy = cv2.imread(name, cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION)
    planes(legacy, width, height).tofile("planes.expected")
    grey(legacy, width, height, True).tofile("grey.expected")
    print((grey(legacy, width, height, True) != grey(legacy, width, height, False)).sum())
    tensor(cv2.imread(name), width, height).tofile("tensor.expected")
"""


def run(*command, **options):
    answer = subprocess.run(command, text=True, capture_output=True, **options)
    if answer.returncode:
        sys.exit(f"{' '.join(command)} gave {answer.returncode}: {answer.stderr[-2000:]}")
    return answer.stdout


def differing(first, second):
    left, right = open(first, "rb").read(), open(second, "rb").read()
    if len(left) != len(right):
        return f"{len(left)} bytes against {len(right)}"
    count = sum(left[at : at + 4] != right[at : at + 4] for at in range(0, len(left), 4))
    return f"{count} of {len(left) // 4} numbers differ" if count else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--opencv3", required=True, help="a Python that has opencv-python-headless 3.4")
    parser.add_argument("scratch")
    options = parser.parse_args()
    scratch = os.path.abspath(options.scratch)
    options.program = os.path.abspath(options.program)
    options.opencv3 = os.path.abspath(options.opencv3)
    if subprocess.run(["pkg-config", "--exists", "opencv4"]).returncode:
        sys.exit("OpenCV 4 is needed (apt-get install libopencv-dev pkg-config clang)")
    project = os.path.join(scratch, "project")
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(os.path.join(CORPUS, "before"), project)
    os.makedirs(os.path.join(project, ".git"))
    move = [options.program, "adapt", project, "--to", "opencv==4.0", "--from", "opencv==3.4", "--no-cache"]
    told = run(*move)
    for wanted in ("src/legacy_tensor.cpp:43:3", "[opencv/4.0/grey-rounding]", "RGB, 0..255, HWC, uint8, rows padded to 4 bytes"):
        if wanted not in told:
            sys.exit(f"{wanted} is not told")
    run(*move, "--write", "--force", "--quiet")
    driver = os.path.join(scratch, "driver.cpp")
    expected = os.path.join(scratch, "expected.py")
    with open(driver, "w") as file:
        file.write(DRIVER)
    with open(expected, "w") as file:
        file.write(EXPECTED.replace("(SIZES)", repr(SIZES)))
    sources = [os.path.join(project, "src", name) for name in ("image_io.cpp", "letterbox.cpp", "legacy_tensor.cpp")]
    flags = run("pkg-config", "--cflags", "opencv4").split() + ["-lopencv_core", "-lopencv_imgproc", "-lopencv_imgcodecs", "-lopencv_videoio"]
    run("clang++", "-std=c++14", "-w", "-O1", f"-I{project}/include", driver, *sources, "-o", os.path.join(scratch, "driver"), *flags)
    run(options.opencv3, expected, "make", cwd=scratch)
    pictures = [f"picture-{number}.png" for number in range(2 * len(SIZES))] + ["plain.jpg", "turned.jpg"]
    wrong = compared = numbers = greys = 0
    for picture in pictures:
        for width, height in TARGETS:
            run("./driver", picture, str(width), str(height), cwd=scratch)
            greys += int(run(options.opencv3, expected, "expect", picture, str(width), str(height), cwd=scratch))
            for kind in ("planes", "grey", "tensor"):
                compared += 1
                numbers += os.path.getsize(os.path.join(scratch, f"{kind}.expected")) // 4
                found = differing(os.path.join(scratch, f"{kind}.bin"), os.path.join(scratch, f"{kind}.expected"))
                if found:
                    wrong += 1
                    print(f"{picture} to {width}x{height}, {kind}: {found}")
    version = run("pkg-config", "--modversion", "opencv4").strip()
    print(
        f"opencv-preprocess, adapted and run with OpenCV {version}: {compared - wrong} of {compared} tensors "
        f"({numbers} numbers) are to the byte what the old code's arithmetic gives; {greys} of these numbers are grey that 4.0 "
        "rounds otherwise by one step, which is told")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
