"""Files that are made to take memory: large ones whose text is small for what it says, claims, nests, and what was compressed.

`large()` gives a title, the content, and for some the files beside it. What each may take is said by `counted`.
"""
import bz2
import gzip
import io
import lzma
import random
import struct
import zipfile
import zlib

#: Beyond this ratio a compressed file counts by the size that it has, below it by what it becomes.
GREATEST_RATIO = 24


def document(body, fields=("y",)):
    return b'<PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4"><Header/><DataDictionary>%s</DataDictionary>%s</PMML>' % (
        b"".join(b'<DataField name="%s" optype="continuous" dataType="double"/>' % name.encode() for name in fields), body)


def branches(depth):
    """The nodes of a tree, as documents write them, one below the other."""
    test = b'<SimplePredicate field="y" operator="greaterThan" value="0.%d"/>' % (70000 + depth)
    if depth == 0:
        return b'<Node id="1" score="0.123456">%s</Node>\n' % test
    return b'<Node id="2">%s\n' % test + 2 * branches(depth - 1) + b"</Node>\n"


def large():
    """{title: bytes} of large files whose text is small for what it says."""
    schema = b'<MiningSchema><MiningField name="y" usageType="target"/></MiningSchema>'
    tree = b'<TreeModel functionName="regression">' + schema + b'<Node score="1"><True/>%s</Node></TreeModel>'
    yield "pmml: a million and a half nodes", document(tree % (b'<Node score="1"><True/></Node>' * 1_500_000))
    segment = b'<Segment><True/>' + tree % branches(12) + b"</Segment>"
    yield "pmml: a forest of 400 trees", document(
        b'<MiningModel functionName="regression">' + schema + b'<Segmentation multipleModelMethod="sum">' + segment * 400 + b"</Segmentation></MiningModel>")
    for number in (b"0 ", b"0.1 "):
        vector = b'<VectorInstance id="1"><Array type="real">' + number * 1000 + b"</Array></VectorInstance>"
        yield "pmml: ten million numbers, each `%s`" % number.decode(), document(
            b'<SupportVectorMachineModel functionName="regression">' + schema + b"<LinearKernelType/><VectorDictionary><VectorFields>" + b'<FieldRef field="y"/>' * 1000
            + b"</VectorFields>" + vector * 10_000 + b'</VectorDictionary><SupportVectorMachine><SupportVectors><SupportVector vectorId="1"/></SupportVectors>'
            b'<Coefficients absoluteValue="0"><Coefficient value="1"/></Coefficients></SupportVectorMachine></SupportVectorMachineModel>')
    yield "pmml: a million and a half neighbours", document(
        b'<NearestNeighborModel functionName="regression" numberOfNeighbors="1">' + schema + b'<TrainingInstances isTransformed="true"><InstanceFields>'
        b'<InstanceField field="a" column="a"/><InstanceField field="b" column="b"/></InstanceFields><InlineTable>' + b"<row><a>1</a><b>2</b></row>" * 1_500_000
        + b'</InlineTable></TrainingInstances><ComparisonMeasure kind="distance"><euclidean/></ComparisonMeasure><KNNInputs><KNNInput field="a"/></KNNInputs></NearestNeighborModel>')
    yield "pmml: a million items", document(
        b'<AssociationModel functionName="associationRules" numberOfTransactions="1" minimumSupport="0" minimumConfidence="0" numberOfItems="1" numberOfItemsets="0" '
        b'numberOfRules="0">' + schema + b'<Item id="1" value="1"/>' * 1_000_000 + b"</AssociationModel>")
    yield "pmml: a million centres", document(
        b'<ClusteringModel functionName="clustering" modelClass="centerBased" numberOfClusters="1">' + schema + b'<ComparisonMeasure kind="distance"><euclidean/></ComparisonMeasure>'
        b'<ClusteringField field="y"/>' + b"<Cluster><Array>1</Array></Cluster>" * 1_000_000 + b"</ClusteringModel>")
    yield "pmml: a set of ten million words", document(
        b'<TreeModel functionName="regression">' + schema + b'<Node score="1"><SimpleSetPredicate field="y" booleanOperator="isIn"><Array type="string">'
        + b"a b " * 5_000_000 + b"</Array></SimpleSetPredicate></Node></TreeModel>")
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (5000000,), }"
        array = b"\x93NUMPY\x01\x00" + (118).to_bytes(2, "little") + header.ljust(117) + b"\n" + bytes(40_000_000)
        for number in range(40):
            archive.writestr("a%d.npy" % number, array)
    yield "npz: forty arrays of forty megabytes of zeros", held.getvalue()
    yield from claims()
    yield from nested()
    yield from compressed()
    yield from boosters()
    yield from matrices()


def claims():
    """Sizes that are given and not there."""
    yield "pickle: four gigabytes of text", b"\x80\x04X\xff\xff\xff\xffa"
    yield "pickle: 2^63 bytes", b"\x80\x04\x8e" + b"\xff" * 7 + b"\x7f"
    yield "pickle: a number of two gigabytes", b"\x80\x02\x8b\xff\xff\xff\x7f\x00"
    yield "pickle: a memo key of four thousand million", b"Nr\xff\xff\xff\xff."
    header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (4611686018427387904,), }".ljust(117) + b"\n"
    yield "npy: 2^62 numbers", b"\x93NUMPY\x01\x00" + struct.pack("<H", 118) + header + bytes(80)
    yield "onnx: a graph of two gigabytes", b"\x08\x08:\xff\xff\xff\xff\x07" + bytes(100)
    yield "xgboost-ubjson: an array of 2^40 numbers", b"{L" + struct.pack(">q", 7) + b"learner[$d#L" + struct.pack(">q", 1 << 40) + bytes(64)
    yield "zip: a million entries", many_entries(1_000_000)
    yield "zip: sixty thousand entries", many_entries(60_000)


def many_entries(count):
    entry = b"PK\x01\x02" + bytes(24) + struct.pack("<HHH", 22, 0, 0) + bytes(12) + b"a-name-of-22-chars.npy"
    local = b"PK\x03\x04" + bytes(26)
    directory = entry * count
    end = b"PK\x06\x06" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, count, count, len(directory), len(local))
    locator = b"PK\x06\x07" + struct.pack("<IQI", 0, len(local) + len(directory), 1)
    return local + directory + end + locator + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)


def nested():
    """What is in what is in what, and what is said again and again."""
    yield "pickle: lists in lists, ten million deep", b"]" * 10_000_000 + b"a" * 9_999_999 + b"."
    yield "pickle: ten million marks", b"(" * 10_000_000
    copies = b"N" + b"q\x00" + b"".join(b"h%ch%c\x86q%c" % (key, key, key + 1) for key in range(40)) + b"."
    yield "pickle: copies of copies, 2^40", copies
    yield "json: lists in lists, ten million deep", b'{"learner":' + b"[" * 10_000_000
    entities = b"".join(b'<!ENTITY l%d "%s">' % (number, b"&l%d;" % (number - 1) * 10) for number in range(1, 10))
    yield "pmml: a billion laughs", b'<?xml version="1.0"?><!DOCTYPE PMML [<!ENTITY l0 "lol">' + entities + b"]>" + document(b"&l9;")
    yield "pmml: an entity of a file", b'<?xml version="1.0"?><!DOCTYPE PMML [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + document(b"&f;")
    yield "pmml: a million elements deep", document(b"<Node>" * 1_000_000)
    wide = "\ufeff" + document(b"<Extension name='").decode() + "\u4e2d" * 300_000 + "'/></PMML>"
    yield "pmml: UTF-16 of wide characters", (wide + "<!--" + "\u4e2d" * 8_000_000 + "-->").encode("utf-16-le")


def compressed():
    """What becomes much larger, by each way: beyond what is read, and as large as is read."""
    ways = (("zlib", zlib.compress), ("gzip", lambda content: gzip.compress(content, 9, mtime=0)), ("bzip2", bz2.compress), ("xz", lzma.compress),
            ("lzma", lambda content: lzma.compress(content, format=lzma.FORMAT_ALONE)), ("lz4", lz4_zeros))
    size = 15 << 20
    inner = {
        "empty lists": b"]" * size, "a list of numbers": b"(lp0\n" + b"I1\na" * (size // 4) + b".", "JSON": b'{"learner":[' + b"[]," * (size // 3) + b"0]}",
        "nodes of a tree": document(
            b'<TreeModel functionName="regression"><MiningSchema><MiningField name="y" usageType="target"/></MiningSchema><Node score="1"><True/>'
            + b'<Node score="1"><True/></Node>' * (size // 31) + b"</Node></TreeModel>"),
        "text of LightGBM": b"tree\nversion=v3\nnum_class=1\nmax_feature_idx=1\n" + b"a=1\n" * (size // 4 - 20),
    }
    for way, compress in ways:
        yield "%s: 400 MB of zeros" % way, compress(b"B" + struct.pack("<I", 400 << 20) + bytes(400 << 20) + b".")
        if way in ("gzip", "xz"):
            for title, content in inner.items():
                yield "%s: 15 MB, %s" % (way, title), compress(content)
    # As small as a model may be for what it becomes: these count by what they become.
    chance = random.Random(1)
    lists = b"".join(b"(" + b"]" * 200 + b"l0B" + struct.pack("<I", 8) + chance.randbytes(8) + b"0" for _ in range(150_000))
    yield "gzip: 31 MB, empty lists and what is hard to compress", gzip.compress(lists + b"N.", 9, mtime=0)
    zeros = zlib.compress(npy_of_zeros(1 << 20), 9)
    one = b"(S'filename'\nS'b.npy.z'\nS'subclass'\ncnumpy\nndarray\nub"
    wrapper = b"cjoblib.numpy_pickle\nNDArrayWrapper\n)\x81}" + one
    yield "joblib: a file beside it, named four hundred times", b"(" + wrapper * 400 + b"l.", {"b.npy.z": zeros}
    several = b"(" + b"".join(wrapper.replace(b"b.npy.z", b"b%d.z" % number) for number in range(60)) + b"l."
    yield "joblib: sixty files beside it, each of eight megabytes of zeros", several, {"b%d.z" % number: zeros for number in range(60)}


def lz4_zeros(content):
    """A frame whose blocks repeat their first byte, as long as the content is."""
    frame, left = bytearray(b"\x04\x22\x4d\x18\x40\x40\xc0"), len(content)
    while left > 0:
        count = min(left, 1 << 16)
        # One literal, a match of the rest, and the last five bytes as literals, as the format wants.
        match = count - 1 - 5 - 4 - 15
        block = b"\x1f" + b"B" + struct.pack("<H", 1) + b"\xff" * (match // 255) + bytes([match % 255]) + b"\x50" + b"BBBBB"
        frame += struct.pack("<I", len(block)) + block
        left -= count
    return bytes(frame) + bytes(4)


def npy_of_zeros(count):
    header = (b"{'descr': '<f8', 'fortran_order': False, 'shape': (%d,), }" % count).ljust(117) + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", 118) + header + bytes(8 * count)


def boosters():
    """A booster's document of many values, in a pickle of many objects."""
    handle = b'{"version":[1,7,6],"learner":{"gradient_booster":[' + b"[]," * (4 << 20) + b"0]}}"
    for lists in (0, 1_700_000):
        yield "pickle: a booster of four million values, beside %d lists" % lists, (
            b"\x80\x05cxgboost.sklearn\nXGBClassifier\n)\x81}(X\x08\x00\x00\x00_Boostercxgboost.core\nBooster\n)\x81}(X\x06\x00\x00\x00handle\x96"
            + struct.pack("<Q", len(handle)) + handle + b"ubX\x05\x00\x00\x00other(" + (b"(" + b"]" * 1000 + b"l") * (lists // 1000) + b"lub.")


def matrices():
    """Matrices whose zeros are not in the file."""
    yield "pickle: support vectors of 41 MB with their zeros", machine(3579, 1500, 110_591)
    yield "pickle: support vectors of 41 MB with their zeros, twice", machine(3579, 1500, 110_591, 2)
    yield "pickle: support vectors of 48 MB with their zeros", machine(4194, 1500, 110_591)
    yield "pickle: ten million entries of two bytes", estimator("cluster.KMeans", cluster_centers_=sparse(
        "csr", 3200, 3200, data=array("i1", bytes([1]) * 10_240_000), indices=array("i1", bytes(10_240_000)),
        indptr=array("i4", struct.pack("<3201i", *range(0, 3200 * 3201, 3200)))))
    yield "pickle: an entry in 2^62", estimator("cluster.KMeans", cluster_centers_=sparse(
        "coo", 2 ** 31 - 1, 2 ** 31 - 1, data=array("f8", bytes(8)), row=array("i4", bytes(4)), col=array("i4", bytes(4))))


def machine(rows, columns, entries, number=1):
    """Machines of one class each whose support vectors have so many entries, in a vote where there are several."""
    chance = random.Random(1)
    starts = [entries * row // rows for row in range(rows + 1)]
    places = [chance.randrange(columns) for _ in range(entries)]
    vectors = sparse("csr", rows, columns, data=array("f8", struct.pack("<%dd" % entries, *(chance.random() for _ in places))),
                     indices=array("i4", struct.pack("<%di" % entries, *places)), indptr=array("i4", struct.pack("<%di" % (rows + 1), *starts)))
    weights = array("f8", struct.pack("<%dd" % rows, *(chance.random() for _ in range(rows))), (1, rows))
    one = estimator("svm.SVR", kernel=b"Vrbf\n", _gamma=b"F0.5\n", support_vectors_=vectors, _dual_coef_=weights, _intercept_=array("f8", bytes(8)))
    return one if number == 1 else estimator("ensemble.VotingRegressor", estimators_=b"(" + (one[:-1] * number) + b"l", estimators=b"]")


def array(code, data, shape=None):
    """A pickled array of NumPy's; of one dimension where no shape is given."""
    shape = shape or (len(data) // int(code[1:]),)
    return b"cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntVb\ntR(I1\n(%stcnumpy\ndtype\n(V%s\nI0\nI1\ntR(I3\nV<\nNNNI-1\nI-1\nI0\ntbI00\nB%s%stb" % (
        b"".join(b"I%d\n" % length for length in shape), code.encode(), struct.pack("<I", len(data)), data)


def thing(module, name, attributes):
    return b"c%s\n%s\n)\x81(%sdb" % (module.encode(), name.encode(), b"".join(b"V%s\n%s" % (key.encode(), value) for key, value in attributes.items()))


def estimator(path, **attributes):
    module, name = path.split(".")
    return thing("sklearn." + module, name, attributes) + b"."


def sparse(kind, rows, columns, **arrays):
    return thing("scipy.sparse._" + kind, kind + "_matrix", dict(arrays, _shape=b"(I%d\nI%d\nt" % (rows, columns)))


def counted(content):
    """The size that a file counts by: its own, or what it becomes where that is at most 24 times as much."""
    for start, expand in ((b"\x78", zlib.decompress), (b"\x1f\x8b", gzip.decompress), (b"BZh", bz2.decompress), (b"\xfd7zXZ", lzma.decompress), (b"\x5d\x00\x00", lzma.decompress)):
        if content.startswith(start):
            try:
                size = len(expand(content))
            except (OSError, ValueError, EOFError, zlib.error, lzma.LZMAError):
                return len(content)
            return size if size <= GREATEST_RATIO * len(content) else len(content)
    return len(content)
