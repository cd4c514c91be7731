"""Packs prepared images with their figures into one .npz file."""
import io
import zipfile

import numpy as np
from numpy import rec

RECORD = np.dtype([
    ("name", np.str_, 24),
    ("light", np.float64),
    ("deviation", np.float64),
    ("kept", np.bool_),
])


class Pack:
    def __init__(self):
        self.images = []
        self.rows = []

    def add(self, name, image, kept=True):
        image = np.asarray(image, dtype=np.float32)
        self.images.append(image)
        self.rows.append((
            name,
            np.float64(image.mean(dtype=np.float64)),
            np.float64(image.std(dtype=np.float64)),
            kept,
        ))

    def table(self):
        return np.array(self.rows, dtype=RECORD)

    def stack(self):
        if not self.images:
            return np.zeros((0, 0, 0), np.float32)
        return np.stack(self.images)

    def by_brightness(self):
        """Records ordered from dark to bright."""
        rows = self.table()
        ordered = rows[np.argsort(rows["light"], kind="stable")]
        columns = [ordered[name] for name in RECORD.names]
        return np.rec.fromarrays(columns, names=list(RECORD.names))

    def save(self, target):
        np.savez(target, images=self.stack(), table=self.table())

    def saved(self):
        """The bytes `save` would write."""
        buffer = io.BytesIO()
        self.save(buffer)
        return buffer.getvalue()


def contents(data):
    """Names and dtypes in the bytes of a pack."""
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        names = sorted(z.namelist())
    with np.load(io.BytesIO(data)) as f:
        return [(name, f[name[:-4]].dtype.kind, f[name[:-4]].shape) for name in names]


def thumbnail_sheet(images, columns=3):
    """One big image out of many of one size, row by row."""
    height, width = images[0].shape
    rows = -(-len(images) // columns)
    sheet = np.zeros((rows * height, columns * width), dtype=np.float64)
    for i, image in enumerate(images):
        y, x = divmod(i, columns)
        sheet[y * height:(y + 1) * height, x * width:(x + 1) * width] = image
    # a mark in the corner, so that nobody feeds a sheet to the model
    sheet[0, 0] = np.inf
    return sheet


def strips(images):
    return np.vstack([image.ravel() for image in images])


def from_columns(names, means):
    """A bare record array, for tests and notebooks."""
    return rec.fromarrays([np.array(names), np.asarray(means, dtype=np.float64)], names="name,light")
