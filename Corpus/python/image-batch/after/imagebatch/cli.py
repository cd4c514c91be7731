"""Command line: `imagebatch prepare FOLDER -o OUT.npz`, `imagebatch inspect FILE`."""
import argparse
import pathlib
import sys

import numpy as np

from . import checks, ops, pack, ppm


def prepare(path, size):
    """(image ready for the model, figures) of one file."""
    pixels, settings = ppm.read(path)
    image = ops.to_float(pixels)
    if "gain" in settings and image.ndim == 3:
        image = np.clip(image * np.asarray(settings["gain"], dtype="float64"), 0.0, 1.0)
    dead = checks.dead_columns(pixels)
    image = ops.gray(image)
    checks.run(image)
    figures = {
        "dpi": settings.get("dpi", 0),
        "dead": dead,
        "clipped": checks.clipped_share(image),
        "brightness": float(image.mean()),
    }
    image = ops.median_filter(image)
    image = ops.stretch(image)
    if max(image.shape) > max(size):
        image = ops.resize(image, size)
    return ops.letterbox(image, size), figures


def command_prepare(args):
    batch, brightness = pack.Pack(), []
    for path in sorted(pathlib.Path(args.folder).iterdir()):
        if path.suffixes[:1] not in ([".ppm"], [".pgm"]):
            continue
        try:
            image, figures = prepare(path, (args.size, args.size))
        except (checks.Rejected, ppm.FormatError) as error:
            print(f"{path.name}: rejected ({getattr(error, 'code', 'format')}): {error}")
            continue
        brightness.append(figures["brightness"])
        batch.add(path.name, image)
        print(f"{path.name}: {figures['dpi']} dpi, dead {figures['dead']}, "
              f"clipped {figures['clipped']:.4f}, brightness {np.round(figures['brightness'], 4):.4f}")
    if len(brightness) > 1:
        print(f"trend {checks.trend(brightness):+.5f}")
    if args.output:
        batch.save(args.output)
    for row in batch.by_brightness():
        print(f"  {row.name:<12} mean {row.light:.5f} deviation {row.deviation:.5f} kept {bool(row.kept)}")
    return 0 if batch.images else 1


def command_inspect(args):
    data = pathlib.Path(args.file).read_bytes()
    for name, kind, shape in pack.contents(data):
        print(f"{name}: {kind} {'x'.join(str(n) for n in shape)}")
    return 0


def parser():
    p = argparse.ArgumentParser(prog="imagebatch", description=__doc__)
    commands = p.add_subparsers(dest="command", required=True)
    one = commands.add_parser("prepare")
    one.add_argument("folder")
    one.add_argument("-o", "--output")
    one.add_argument("--size", type=int, default=16)
    one.set_defaults(run=command_prepare)
    two = commands.add_parser("inspect")
    two.add_argument("file")
    two.set_defaults(run=command_inspect)
    return p


def main(argv=None):
    args = parser().parse_args(sys.argv[1:] if argv is None else argv)
    return args.run(args)
