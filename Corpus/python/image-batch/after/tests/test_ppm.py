import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

import numpy
import pytest

from imagebatch import ppm


@pytest.mark.parametrize("dtype", [numpy.uint8, numpy.uint16])
@pytest.mark.parametrize("shape", [(2, 3), (2, 3, 3)])
def test_what_is_written_reads_back(dtype, shape):
    pixels = numpy.arange(numpy.prod(shape), dtype=dtype).reshape(shape)
    back, settings = ppm.parse(ppm.render(pixels, {"dpi": 72}))
    assert settings == {"dpi": 72}
    assert back.dtype == dtype
    assert numpy.all(back == pixels)


def test_text_files_are_refused():
    with pytest.raises(ppm.FormatError):
        ppm.parse(b"P3\n1 1\n255\n")


def test_a_cut_header_is_refused():
    with pytest.raises(ppm.FormatError, match="truncated"):
        ppm.parse(b"P6\n1")
