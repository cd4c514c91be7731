"""Binary PPM (P6) and PGM (P5) files, 8 and 16 bits.

The scanners put their settings in the comment lines, as Python literals::

    P6
    # dpi = 300
    # gain = (1.0, 1.02, 0.97)
    640 480
    255
"""
from ast import literal_eval

import numpy
from numpy import uint8


class FormatError(Exception):
    pass


def _lines(data):
    """Header fields and comments of `data`, and where the pixels start."""
    fields, comments, at = [], [], 0
    while len(fields) < 4:
        end = data.index(b"\n", at)
        line = data[at:end]
        if line.startswith(b"#"):
            comments.append(line[1:].decode("ascii").strip())
        else:
            fields += line.split()
        at = end + 1
    return fields, comments, at


def parse(data):
    """(pixels, settings) of the bytes of one file."""
    try:
        fields, comments, at = _lines(data)
    except ValueError:
        raise FormatError("truncated header") from None
    magic = fields[0]
    if magic not in (b"P5", b"P6"):
        raise FormatError(f"not a binary PPM: {magic!r}")
    width, height, deepest = (int(f) for f in fields[1:])
    channels = 3 if magic == b"P6" else 1
    settings = {}
    for comment in comments:
        name, _, text = comment.partition("=")
        if text:
            settings[name.strip()] = literal_eval(text.strip())

    count = width * height * channels
    if deepest < 256:
        flat = numpy.frombuffer(data, dtype=uint8, count=count, offset=at)
    else:
        # PPM is big-endian; everything after this line is native
        wire = numpy.frombuffer(data, dtype=numpy.dtype("u2").newbyteorder(">"), count=count, offset=at)
        flat = wire.astype(numpy.uint16)
    shape = (height, width) if channels == 1 else (height, width, channels)
    return flat.reshape(shape), settings


def read(path, source=None):
    """Reads `path`, which may be compressed (.gz, .bz2, .xz)."""
    files = numpy.lib.npyio.DataSource(None) if source is None else source
    with files.open(str(path), "rb") as f:
        return parse(f.read())


def render(pixels, settings=None):
    """The bytes of a file with these pixels."""
    image = numpy.asarray(pixels)
    magic = "P5" if image.ndim == 2 else "P6"
    height, width = image.shape[:2]
    wide = numpy.issubdtype(image.dtype, numpy.uint16)
    header = [magic]
    for name in sorted(settings or {}):
        header.append(f"# {name} = {settings[name]!r}")
    header.append(f"{width} {height}")
    header.append("65535" if wide else "255")
    return ("\n".join(header) + "\n").encode("ascii") + _body(image, wide)


def _body(image: numpy.ndarray, wide: bool) -> bytes:
    """The pixels as PPM wants them: row by row, big-endian."""
    if not wide:
        return image.astype(numpy.uint8).tobytes()
    # same bits, other reading: the bytes must be swapped as well
    swapped: numpy.ndarray = image.byteswap()
    return swapped.view(swapped.dtype.newbyteorder(">")).tobytes()
