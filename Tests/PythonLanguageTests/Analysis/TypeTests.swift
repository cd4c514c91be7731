// What is known of values, and how well.

import Semantics
import Testing

@Suite struct `Types are known` {
  @Test func `from constructors and returns`() {
    expectTypes(
      """
      import numpy as np
      x = np.array([[1, 2], [3, 4]])
      reveal(x)
      reveal(x.T)
      reveal(x.reshape(-1))
      reveal(np.zeros((2, 3)))
      reveal(np.zeros(3).copy())
      reveal(np.matrix(x))
      a, b = np.loadpair()
      reveal(b)
      reveal(np.sqrt(x))
      """,
      are: """
        proved numpy.ndarray rank 2
        proved numpy.ndarray rank 2
        proved numpy.ndarray rank 1
        proved numpy.ndarray rank 2
        proved numpy.ndarray rank 1
        proved numpy.matrix
        proved numpy.ndarray
        proved numpy.ndarray rank 2
        """)
  }

  @Test func `from fields, mappings, and what a decorator leaves as it is`() {
    expectTypes(
      """
      import functools
      from dataclasses import dataclass
      from typing import Dict, NamedTuple, Optional
      import numpy as np
      @dataclass
      class Frame:
          values: np.ndarray
          maybe: Optional[np.ndarray] = None
      class Row(NamedTuple):
          values: np.ndarray
          name: str
      def f(frame: Frame, row: Row, d: Dict[str, np.ndarray], t: tuple[np.ndarray, ...]):
          reveal(frame.values)
          reveal(frame.maybe)
          reveal(row.values)
          reveal(Frame(1).values)
          reveal(d["a"])
          for v in d.values(): reveal(v)
          for k, w in d.items(): reveal(w)
          for x in t: reveal(x)
      @functools.lru_cache(maxsize=None)
      def kept(): return np.ones(3)
      reveal(kept())
      class Store:
          @property
          def data(self): return np.ones(2)
          def go(self): reveal(self.data)
      """,
      are: """
        annotated numpy.ndarray
        annotated numpy.ndarray
        annotated numpy.ndarray
        annotated numpy.ndarray
        inferred numpy.ndarray
        inferred numpy.ndarray
        inferred numpy.ndarray
        inferred numpy.ndarray
        inferred numpy.ndarray rank 1
        inferred numpy.ndarray rank 1
        """)
  }

  @Test func `from annotations`() {
    expectTypes(
      """
      import numpy as np
      import numpy.typing as npt
      from typing import Optional, Union, List
      def f(a: np.ndarray, b: Optional[np.ndarray], c: "np.ndarray", d: npt.NDArray[np.float64],
            e: np.ndarray | None, g: List[np.ndarray], h: Union[np.ndarray, list], *i: np.ndarray):
          reveal(a); reveal(b); reveal(c); reveal(d); reveal(e); reveal(g[0]); reveal(h); reveal(i)
          x: np.ndarray = load()
          reveal(x)
          for y in g: reveal(y)
      """,
      are: """
        annotated numpy.ndarray
        annotated numpy.ndarray
        annotated numpy.ndarray
        annotated numpy.ndarray
        annotated numpy.ndarray
        inferred numpy.ndarray
        guessed numpy.ndarray
        proved builtins.tuple
        annotated numpy.ndarray
        inferred numpy.ndarray
        """)
  }

  @Test func `through operators and subscripts`() {
    expectTypes(
      """
      import numpy as np
      x = np.array([[1, 2], [3, 4]])
      y = unknown()
      reveal(x - 1); reveal(-x); reveal(x > 1); reveal(x * y); reveal(x is None)
      reveal(x[1:]); reveal(x[0]); reveal(x[0, 1]); reveal(x[x > 1]); reveal(x[y]); reveal(x if y else x)
      """,
      are: """
        proved numpy.ndarray rank 2
        proved numpy.ndarray rank 2
        proved numpy.ndarray rank 2
        inferred numpy.ndarray
        proved builtins.bool
        inferred numpy.ndarray rank 2
        inferred numpy.ndarray rank 1
        unknown
        inferred numpy.ndarray
        unknown
        inferred numpy.ndarray rank 2
        """)
  }

  @Test func `by the definitions that reach a place`() {
    expectTypes(
      """
      import numpy as np
      def f(c):
          x = np.array([1])
          reveal(x)
          x = "text"
          reveal(x)
          y = None
          if c:
              y = np.array([1])
          reveal(y)
          z = np.array([1])
          if c:
              z = other()
          reveal(z)
          w = np.array([1])
          if c:
              w = []
          reveal(w)
          v = np.zeros(3)
          v += 1
          reveal(v)
          if (u := np.zeros(3)) is not None:
              reveal(u)
      """,
      are: """
        proved numpy.ndarray rank 1
        proved builtins.str
        inferred numpy.ndarray rank 1
        guessed numpy.ndarray rank 1
        unknown
        proved numpy.ndarray rank 1
        proved numpy.ndarray rank 1
        """)
  }

  @Test func `of attributes of self, and of what functions return`() {
    expectTypes(
      """
      import numpy as np
      class Model:
          scale: np.ndarray
          def __init__(self):
              self.weights = np.zeros((2, 2))
          @property
          def bias(self) -> np.ndarray: ...
          def load(self):
              return self.weights.copy()
          def run(self):
              reveal(self.weights); reveal(self.scale); reveal(self.bias); reveal(self.load()); reveal(self)
      def make(n):
          if n: return np.zeros(n)
          return np.ones(n)
      reveal(make(3))
      reveal(Model().weights)
      m = Model()
      reveal(m.load())
      """,
      are: """
        inferred numpy.ndarray rank 2
        annotated numpy.ndarray
        annotated numpy.ndarray
        inferred numpy.ndarray rank 2
        inferred app.Model
        inferred numpy.ndarray
        inferred numpy.ndarray rank 2
        inferred numpy.ndarray rank 2
        """)
  }

  @Test func `in loops, containers and contexts`() {
    expectTypes(
      """
      import numpy as np
      arrays = [np.zeros(2), np.ones(2)]
      for i, a in enumerate(arrays):
          reveal(a); reveal(i)
      for p, q in zip(arrays, [1]): reveal(p)
      reveal([b for b in arrays][0])
      p, (q, r) = np.zeros(1), (1, np.ones(1))
      reveal(r)
      d = {"k": np.zeros(1)}
      reveal(d["k"])
      """,
      are: """
        inferred numpy.ndarray rank 1
        inferred builtins.int
        inferred numpy.ndarray rank 1
        inferred numpy.ndarray rank 1
        proved numpy.ndarray rank 1
        inferred numpy.ndarray rank 1
        """)
  }

  @Test func `after tests of the type`() {
    expectTypes(
      """
      import numpy as np
      def f(x, y, z):
          if isinstance(x, np.ndarray): reveal(x)
          else: reveal(x)
          assert isinstance(y, np.ndarray)
          reveal(y)
          if not isinstance(z, np.ndarray): return
          reveal(z)
          z = 1
          reveal(z)
      """,
      are: """
        inferred numpy.ndarray
        unknown
        inferred numpy.ndarray
        inferred numpy.ndarray
        proved builtins.int
        """)
  }

  @Test func `with the chain that led there`() {
    let source = "import numpy as np\ndf = np.array([1])\ny = df.T\nreveal(y)\n"
    let facts = facts(source)
    let last = nodes(["y"], in: facts).last
    let chain = last.flatMap { facts.type(of: $0) }?.chain.map(\.text) ?? []
    #expect(chain == ["numpy.array", "df ← numpy.array", "numpy.ndarray.T", "y ← df.T"])
  }

  @Test func `of constants through names assigned once`() {
    let facts = facts("import numpy as np\nA = -1\nB = A\nC = np.inf\nf(B, C, 'x')\n")
    let constants = nodes(["B", "C", "'x'"], in: facts).suffix(3).map { facts.constant(of: $0) }
    #expect(constants == [.number("-1"), .symbol("numpy.inf"), .string("x")])
  }
}

@Suite struct `Members by receiver` {
  private let members = context(members: ["ptp", "itemset"])

  @Test func `are found on arrays, shown on unknown values, and left alone on others`() {
    expectReferences(
      """
      import numpy as np
      x = np.array([1])
      x.ptp()
      np.ptp(x)
      np.matrix(x).ptp
      def f(a, image, s: str, n: np.ndarray):
          a.ptp()
          image.ptp(axis=0)
          s.ptp()
          n.itemset(0)
          [].ptp()
      class Own:
          def ptp(self): return self.ptp()
      class Sub(np.ndarray):
          def g(self): return self.ptp()
      Own().ptp()
      """,
      members,
      are: """
        1:8 numpy imported moduleImport
        2:5 numpy.array call moduleImport
        3:1 numpy.ndarray.ptp call receiver [proved numpy.ndarray]
        4:1 numpy.ptp call moduleImport
        5:1 numpy.ndarray.ptp load receiver [proved numpy.matrix]
        5:1 numpy.matrix call moduleImport
        6:28 numpy.ndarray annotation moduleImport
        7:5 ?.ptp call receiver
        8:5 ?.ptp call receiver [guessed numpy.ndarray]
        10:5 numpy.ndarray.itemset call receiver [annotated numpy.ndarray]
        14:11 numpy.ndarray load moduleImport
        15:25 numpy.ndarray.ptp call receiver [inferred app.Sub]
        """)
  }

  @Test func `are found in a file that imports nothing`() {
    expectReferences("def f(x): return x.ptp()\n", members, are: "1:18 ?.ptp call receiver [guessed numpy.ndarray]")
    expectReferences("import os\nos.ptp()\n", members, are: "")
  }

  @Test func `are known through what other modules return`() {
    let loading = facts(
      "import numpy as np\ndef load(): return np.zeros(3)\nclass Big(np.ndarray): pass\ndef a() -> np.ndarray: ...\n",
      context(module: "pkg.io"))
    var loader = loading.exports
    #expect(loader.returns.keys.sorted() == ["Big", "a"])
    loader.returns.merge(loading.returns(of: ["load"])) { $1 }
    expectReferences(
      "from .io import load, Big\nx = load()\nx.ptp()\nBig(3).ptp()\n",
      context(module: "pkg.app", project: ProjectIndex([loader]), members: ["ptp"]),
      are: """
        3:1 numpy.ndarray.ptp call receiver [inferred numpy.ndarray]
        4:1 numpy.ndarray.ptp call receiver [inferred pkg.io.Big]
        """)
  }
}
