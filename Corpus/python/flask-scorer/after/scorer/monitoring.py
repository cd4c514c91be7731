"""Drift and load figures, kept in memory between two scrapes."""
import threading

import numpy as np

from .features import ranks, spread, stacked


class Monitor:
    """Collects the tables that were scored.

    Not clever: it keeps up to `keep` rows and forgets the oldest. Good enough
    for a population-stability index once a minute.
    """

    def __init__(self, reference=None, keep=2000):
        self.reference = reference
        self.keep = keep
        self.rows = None
        self.seen = 0
        self._lock = threading.Lock()

    def add(self, table):
        with self._lock:
            self.rows = table if self.rows is None else stacked(self.rows, table)[-self.keep:]
            self.seen += len(table)

    def stability(self, bins=4):
        """Population-stability index of every column (0 = nothing moved)."""
        if self.rows is None or self.reference is None:
            return []
        out = []
        for j in range(self.reference.shape[1]):
            edges = np.quantile(self.reference[:, j], np.linspace(0, 1, bins + 1)[1:-1])
            out.append(self._psi(self.reference[:, j], self.rows[:, j], edges))
        return out

    @staticmethod
    def _psi(old, new, edges):
        def share(v):
            counts = np.bincount(np.digitize(v, edges), minlength=len(edges) + 1)
            # half a row each, or an empty bin makes the index infinite
            return (counts + 0.5) / np.float64(counts.sum() + 0.5 * counts.size)

        p, q = share(old), share(new)
        return float(np.round(((q - p) * np.log(q / p)).sum(), 4))

    def summary(self):
        if self.rows is None:
            return {"seen": 0}
        rows = np.asarray(self.rows)
        return {
            "seen": self.seen,
            "spread": [float(v) for v in np.round(spread(rows), 2)],
            "overall": round(float(np.ptp(rows)), 2),
            "rank_of_first": float(ranks(rows[:, 0])[0]),
        }


def correlation(a, b):
    """Rank correlation of two columns."""
    ra, rb = ranks(np.asarray(a)), ranks(np.asarray(b))
    return float(np.corrcoef(ra, rb)[0, 1])
