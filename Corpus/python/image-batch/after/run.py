"""Makes a folder of scans, prepares it through the command line and prints what came out."""
import gzip
import hashlib
import os
import tempfile

import numpy as np

from imagebatch import checks, ops, pack, ppm
from imagebatch.cli import main as imagebatch


def scans():
    rng = np.random.RandomState(11)
    y, x = np.mgrid[0:24, 0:20]
    waves = 127 + 100 * np.sin(x / 3.0) * np.cos(y / 4.0)
    for i in range(4):
        noisy = np.clip(waves + rng.normal(0, 6 + i, waves.shape) - 8 * i, 0, 255)
        colour = np.dstack([noisy, noisy[::-1], noisy[:, ::-1]]).astype(np.uint8)
        colour[:, 17] = 0
        yield f"scan{i}.ppm", colour, {"dpi": 300, "gain": (1.0, 1.02, 0.97)}
    yield "deep.pgm", (waves * 200).astype(np.uint16), {"dpi": 600}
    yield "flat.pgm", np.full((24, 20), 9, dtype=np.uint8), {}


def fill(folder):
    for name, pixels, settings in scans():
        with open(os.path.join(folder, name), "wb") as f:
            f.write(ppm.render(pixels, settings))
    with gzip.open(os.path.join(folder, "packed.ppm.gz"), "wb") as f:
        f.write(ppm.render(np.zeros((4, 4, 3), np.uint8) + np.arange(4, dtype=np.uint8)[:, None, None] * 60))
    with open(os.path.join(folder, "broken.ppm"), "wb") as f:
        f.write(b"P3\n1 1\n255\n0 0 0\n")


def figures(title, array):
    array = np.asarray(array)
    least, mean, most = (round(float(f(array)), 5) + 0.0 for f in (np.min, np.mean, np.max))
    print(f"{title}: {array.shape} {array.dtype.kind} {least:.5f} {mean:.5f} {most:.5f}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        fill(folder)
        target = os.path.join(folder, "out.npz")
        print("exit", imagebatch(["prepare", folder, "-o", target, "--size", "16"]))
        print("exit", imagebatch(["inspect", target]))
        deep, settings = ppm.read(os.path.join(folder, "deep.pgm"))
        print(settings, deep.dtype.name, int(deep.sum()))
        digest = hashlib.sha256(ppm.render(deep, settings)).hexdigest()[:16]
        print("written again", digest)

    image = ops.to_float(deep)
    figures("float", image)
    figures("shrunk", ops.box_shrink(image, 4))
    figures("contrast", ops.local_contrast(image))
    figures("equalised", ops.equalise(ops.to_bytes(image)))
    figures("normalised", ops.normalise(np.dstack([image, image * image])))
    figures("rotated", ops.rotate90(image, 1))
    turned = ops.transposed(image)
    print("transposed", turned.shape, turned.flags.c_contiguous, bool(np.all(turned == image.T)))
    figures("vignette", image * ops.vignette(image.shape))
    print("same buffer", checks.same_buffer(image, image[::2]), checks.same_buffer(image, image.copy()))
    print("axis", checks.axis_or_none(image, 5))
    sheet = pack.thumbnail_sheet([image[:8, :8]] * 4)
    print("sheet", sheet.shape, bool(np.isinf(sheet[0, 0])), pack.strips([image, image]).shape)
    bare = pack.from_columns(["a", "b"], [1, 2])
    print("records", bare.name.tolist(), bare.light.tolist())
    try:
        checks.finite(np.array([1.0, np.nan]))
    except checks.Rejected as error:
        print(error.code, error)


if __name__ == "__main__":
    main()
