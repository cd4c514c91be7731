"""Computes every feature of a few made signals and prints them."""
import numpy as np

import signal_features as sf
from signal_features import compat, frames, io, registry, spectral, temporal
from signal_features.envelope import Follower
from signal_features.frames import joined, moved
from signal_features.io.records import table

RATE = 200.0


def signals():
    rng = np.random.RandomState(5)
    t = np.arange(256) / RATE
    yield "sine", np.sin(2 * np.pi * 12.5 * t + 0.3)
    yield "knocks", np.where(np.arange(256) % 32 == 3, 4.0, 0.1) * np.cos(40 * t)
    yield "noise", rng.normal(size=256)
    yield "constant", np.ones(256)


def show(title, value):
    if isinstance(value, np.ndarray):
        value = [round(float(v), 5) + 0.0 for v in value.ravel()[:4]]
    elif isinstance(value, float):
        value = round(value, 5) + 0.0
    print(title, value)


def main():
    print(sf.names())
    named = dict(signals())
    for name, x in named.items():
        for feature, value in sf.compute(x, rate=RATE).items():
            show(f"{name} {feature}", value)

    x = named["knocks"]
    cut = frames(x, 64, 32)
    show("frames", np.array(cut.shape))
    show("joined back", sf.overlap_add(cut, 32))
    show("envelope", sf.envelope(x, decay=0.99))
    show("envelope spectrum", sf.spectrum_of_envelope(x))
    show("band", sf.band_energy(x, RATE, 5, 50) + sf.band_energy(x, RATE, 50))
    show("transfer", np.abs(spectral.transfer(named["noise"], x)))
    show("silence", [sf.crest_factor(np.zeros(4)), sf.impulse_factor(np.zeros(4))])
    show("centroid of nothing", str(spectral.mean_frequency(np.zeros(8), RATE)))
    show("trim", sf.trim([0, 0, 3, 0, 1, 0]))
    show("quantile", sf.sorted_quantile([5, 1, 4, 2], 0.5))
    show("work", sf.work(x, RATE))
    follower = Follower()
    show("follower", follower(x))
    show("follower state", follower.ptp())
    show("moved", [moved(np.ones((2, 3)), 0, 1).shape, moved(np.ones((2, 3)), 4, 0)])
    show("rows", np.array(joined([[1, 2], [3, 4]]).shape))
    show("matrix", np.asarray(registry.matrix(named.values(), ["rms", "slope", "levels"])))
    show("kinds", [registry.DTYPES[k].kind for k in ("single", "double", "flag", "index")])
    show("text", registry.DTYPES["text"]("a") + "b")

    data = io.write(x, RATE, flags=3)
    header, back = io.read(data)
    print(header, len(data))
    show("read", back)
    rows = table([header, header])
    print(rows.rate.tolist(), rows["count"].tolist())
    print(sorted(compat.__all__), all(hasattr(compat, n) for n in compat.__all__))
    print(sorted(n for n in temporal.__all__ if n in sf.__all__))


if __name__ == "__main__":
    main()
