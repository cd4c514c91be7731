"""Operations on images: (h, w) or (h, w, c) arrays.

Everything here is a pure function and works on any numeric dtype; floats are
expected to lie in [0, 1].
"""
import numpy as np
from numpy.lib.array_utils import normalize_axis_index
from numpy.lib.stride_tricks import as_strided

EPSILON = np.finfo(np.float64).eps


def to_float(image: np.ndarray) -> np.ndarray:
    """Integers to [0, 1]; floats stay as they are."""
    if np.issubdtype(image.dtype, np.integer):
        return np.asarray(image, dtype=np.float64) / np.iinfo(image.dtype).max
    return np.asarray(image, dtype=np.float64)


def to_bytes(image):
    return np.clip(np.round(image * 255.0), 0, 255).astype(np.uint8)


def gray(image):
    """Luma of a colour image (Rec. 601)."""
    if image.ndim == 2:
        return image
    return image @ np.array([0.299, 0.587, 0.114])


def box_shrink(image, factor):
    """Shrinks by a whole factor; what does not fit is cut off."""
    h, w = (n // factor * factor for n in image.shape[:2])
    cut = image[:h, :w]
    blocks = cut.reshape(h // factor, factor, w // factor, factor, *image.shape[2:])
    return blocks.mean(axis=(1, 3))


def resize(image, size):
    """Nearest-neighbour resize to (height, width)."""
    height, width = size
    ys = (np.arange(height) + 0.5) * image.shape[0] / height
    xs = (np.arange(width) + 0.5) * image.shape[1] / width
    return image[ys.astype(np.intp)[:, None], xs.astype(np.intp)[None, :]]


def letterbox(image, size, fill=0.0):
    """Pads to `size`, centred; the image must not be larger."""
    pads = []
    for have, want in zip(image.shape, size):
        if have > want:
            raise ValueError(f"image is larger than {size}: {image.shape[:2]}")
        pads.append(((want - have) // 2, (want - have + 1) // 2))
    pads += [(0, 0)] * (image.ndim - 2)
    return np.pad(image, pads, mode="constant", constant_values=fill)


def windows(image, size):
    """All size x size windows of a 2-d image, without copying."""
    h, w = image.shape
    step_y, step_x = image.strides
    return as_strided(
        image,
        shape=(h - size + 1, w - size + 1, size, size),
        strides=(step_y, step_x, step_y, step_x),
        writeable=False,
    )


def median_filter(image, size=3):
    half = size // 2
    padded = np.pad(image, half, mode="edge")
    return np.median(windows(padded, size), axis=(2, 3))


def local_contrast(image, size=3):
    # max - min of every window, (h', w', size*size) first
    patches = windows(image, size)
    flat: np.ndarray = patches.reshape(patches.shape[0], patches.shape[1], -1)
    return np.ptp(flat, axis=-1)


def stretch(image, low=1, high=99):
    """Stretches so that the two percentiles become 0 and 1."""
    a, b = np.percentile(image, [low, high], method="nearest")
    return np.clip((image - a) / max(b - a, EPSILON), 0.0, 1.0)


def equalise(image):
    """Histogram equalisation of a gray image, exact on ties."""
    levels, inverse, counts = np.unique(image, return_inverse=True, return_counts=True)
    cdf = np.cumsum(counts) / np.prod(image.shape)
    # flat in older releases, so always say the shape
    return cdf[inverse].reshape(image.shape)


def normalise(image, axis=-1):
    """Zero mean and unit deviation along every axis but `axis`."""
    axis = normalize_axis_index(axis, image.ndim)
    others = tuple(i for i in range(image.ndim) if i != axis)
    mean = image.mean(axis=others, keepdims=True)
    deviation = image.std(axis=others, keepdims=True)
    return (image - mean) / np.maximum(deviation, EPSILON)


def rotate90(image, turns):
    return np.rot90(image, turns)


def transposed(image: np.ndarray) -> np.ndarray:
    """Rows become columns, in memory too."""
    return np.transpose(image).copy()


def vignette(shape, strength=0.4):
    h, w = shape
    y, x = np.ogrid[-1:1:complex(0, h), -1:1:complex(0, w)]
    return 1.0 - strength * (x * x + y * y) / 2.0
