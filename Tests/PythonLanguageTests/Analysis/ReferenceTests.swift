// What names mean: imports, aliases, scopes, guards.

import Semantics
import Testing

@Suite struct `Names lead to the library` {
  @Test func `through every form of module import`() {
    expectReferences(
      """
      import numpy
      import numpy as np, os
      import numpy as xp
      import numpy.core.numeric as n
      import numpy.linalg
      numpy.product(a)
      np.core.numeric.in1d(a, b)
      xp.float_
      n.in1d
      numpy.linalg.norm(os.path)
      """,
      are: """
        1:8 numpy imported moduleImport
        2:8 numpy imported moduleImport
        3:8 numpy imported moduleImport
        4:8 numpy.core.numeric imported moduleImport
        5:8 numpy.linalg imported moduleImport
        6:1 numpy.product call moduleImport
        7:1 numpy.core.numeric.in1d call moduleImport
        8:1 numpy.float_ load moduleImport
        9:1 numpy.core.numeric.in1d load moduleImport
        10:1 numpy.linalg.norm call moduleImport
        """)
  }

  @Test func `through from and star imports`() {
    expectReferences(
      """
      from numpy import in1d as i, product
      from numpy.core import umath
      i(a, b); product(a)
      umath.add
      """,
      are: """
        1:19 numpy.in1d imported nameImport
        1:30 numpy.product imported nameImport
        2:24 numpy.core.umath imported nameImport
        3:1 numpy.in1d call nameImport
        3:10 numpy.product call nameImport
        4:1 numpy.core.umath.add load nameImport
        """)
    expectReferences(
      "from numpy import *\nx = product(array([1]))\nunknown(x)\n",
      are: """
        1:19 numpy imported starImport
        2:5 numpy.product call starImport
        2:13 numpy.array call starImport
        """)
  }

  @Test func `through assignments and imports by calling`() {
    expectReferences(
      """
      import importlib
      import numpy as np
      p = np.product
      p(a)
      lib = importlib.import_module("numpy")
      lib.float_
      other = __import__("numpy")
      other.Inf
      def f():
          return p(b)
      """,
      are: """
        2:8 numpy imported moduleImport
        3:5 numpy.product load moduleImport
        4:1 numpy.product call assigned
        6:1 numpy.float_ load moduleImport
        8:1 numpy.Inf load moduleImport
        10:12 numpy.product call assigned
        """)
  }

  @Test func `inside longer annotations that are strings`() {
    expectReferences(
      "import numpy as np\ndef f(x: 'list[np.float_]') -> 'np . inf': ...\n",
      are: """
        1:8 numpy imported moduleImport
        2:10 numpy.float_ string moduleImport
        2:32 numpy.inf string moduleImport
        """)
  }

  @Test func `with the use each place makes of it`() {
    expectReferences(
      """
      import numpy as np
      np.seed = 1
      del np.seed
      @np.vectorize
      def f(x: np.float_, y: "np.float_" = np.Inf) -> np.ndarray:
          z: np.float64 = 1
          return f"{np.pi!r:>{np.inf}}"
      getattr(np, "float_")
      getattr(np, "trapezoid", None)
      """,
      are: """
        1:8 numpy imported moduleImport
        2:1 numpy.seed store moduleImport
        3:5 numpy.seed delete moduleImport
        4:2 numpy.vectorize decorator moduleImport
        5:10 numpy.float_ annotation moduleImport
        5:24 numpy.float_ string moduleImport
        5:38 numpy.Inf load moduleImport
        5:49 numpy.ndarray annotation moduleImport
        6:8 numpy.float64 annotation moduleImport
        7:15 numpy.pi load moduleImport
        7:25 numpy.inf load moduleImport
        8:9 numpy load moduleImport
        8:13 numpy.float_ string moduleImport
        9:9 numpy load moduleImport
        9:13 numpy.trapezoid string moduleImport tested
        """)
  }
}

@Suite struct `Scopes are Python's` {
  @Test func `a parameter, a loop variable and a local hide the module`() {
    expectReferences(
      """
      import numpy as np
      def f(np): return np.product(a)
      def g():
          for np in y: np.product
      lambda np: np.product
      [np.product for np in y]
      def h():
          np.product
          np = 3
      def k():
          with open(x) as np: np.product
          try: pass
          except E as np: np.product
      """,
      are: "1:8 numpy imported moduleImport")
  }

  @Test func `defaults, decorators and the first iterable belong to the scope around`() {
    expectReferences(
      """
      import numpy as np
      def f(np=np.pi): return np
      [np for np in np.array(x)]
      lambda np=np.inf: np
      """,
      are: """
        1:8 numpy imported moduleImport
        2:10 numpy.pi load moduleImport
        3:15 numpy.array call moduleImport
        4:11 numpy.inf load moduleImport
        """)
  }

  @Test func `a class's names are not seen from its methods`() {
    expectReferences(
      """
      import numpy as np
      class C:
          np = object()
          y = np.pi
          def f(self): return np.pi
      """,
      are: """
        1:8 numpy imported moduleImport
        5:25 numpy.pi load moduleImport
        """)
  }

  @Test func `global and nonlocal lead outside`() {
    expectReferences(
      """
      def f():
          global np
          import numpy as np
      def g():
          return np.pi
      def h():
          import numpy as xp
          def inner():
              nonlocal xp
              return xp.pi
      """,
      are: """
        3:12 numpy imported moduleImport
        5:12 numpy.pi load moduleImport
        7:12 numpy imported moduleImport
        10:16 numpy.pi load moduleImport
        """)
  }

  @Test func `an import inside a function is the function's`() {
    expectReferences(
      """
      def f():
          from numpy import product
          return product(x)
      def g():
          return product(x)
      """,
      are: """
        2:23 numpy.product imported nameImport
        3:12 numpy.product call nameImport
        """)
  }

  @Test func `a walrus in a comprehension binds outside it`() {
    expectReferences(
      """
      import numpy as np
      def f():
          [(np := x) for x in y]
          return np.pi
      """,
      are: "1:8 numpy imported moduleImport")
  }

  @Test func `a type parameter and a captured pattern hide the module`() {
    expectReferences(
      """
      import numpy as np
      def f[np](x: np.pi): return np.pi
      def g(x):
          match x:
              case [np, *rest]: return np.pi
              case {"a": 1, **np}: return np.pi
      class C[np](np.pi): pass
      def h(x: np.pi): pass
      """,
      are: """
        1:8 numpy imported moduleImport
        8:10 numpy.pi annotation moduleImport
        """)
  }
}

@Suite struct `A name bound more than once` {
  @Test func `means the library where all bindings agree`() {
    expectReferences(
      """
      try:
          import numpy as np
      except ImportError:
          np = None
      def f(): return np.product(x)
      """,
      are: """
        2:12 numpy imported moduleImport handled
        5:17 numpy.product call moduleImport
        """)
  }

  @Test func `is left alone only where the library is tried, not where another one is`() {
    expectReferences(
      """
      import numpy as np
      from numpy.linalg import LinAlgError
      try:
          import slycot
      except ImportError:
          np.product(x)
      try:
          f()
      except (ImportError, Exception):
          LinAlgError
      try:
          import cupy as xp
      except ImportError:
          import numpy as xp
      try:
          from numpy import product
      except ImportError:
          from numpy import prod as product
      """,
      are: """
        1:8 numpy imported moduleImport
        2:26 numpy.linalg.LinAlgError imported nameImport
        6:5 numpy.product call moduleImport
        10:5 numpy.linalg.LinAlgError load nameImport
        14:12 numpy imported moduleImport handled
        16:23 numpy.product imported nameImport handled
        18:23 numpy.prod imported nameImport handled
        """)
  }

  @Test func `is not the library after it was surely bound again`() {
    expectReferences(
      """
      import numpy as np
      np.pi
      np = wrap(np)
      np.product(x)
      """,
      are: """
        1:8 numpy imported moduleImport
        2:1 numpy.pi load moduleImport
        3:11 numpy load moduleImport
        """)
  }

  @Test func `is marked where only some bindings lead to the library`() {
    expectReferences(
      """
      if fast:
          import cupy as np
      else:
          import numpy as np
      np.product(x)
      def f(xp=np):
          return xp.product(x)
      """,
      are: """
        4:12 numpy imported moduleImport
        5:1 numpy.product call moduleImport rebound
        6:10 numpy load moduleImport rebound
        7:12 numpy.product call assigned rebound
        """)
  }

  @Test func `is read by branch where branches exclude each other`() {
    expectReferences(
      """
      import numpy as np
      def f(c):
          if c:
              m = np
              return m.pi
          else:
              m = object()
              return m.pi
      """,
      are: """
        1:8 numpy imported moduleImport
        4:13 numpy load moduleImport
        5:16 numpy.pi load assigned
        """)
  }
}

@Suite struct `Guards are seen` {
  @Test func `around a try with a fallback`() {
    expectReferences(
      """
      import numpy as np
      try:
          f = np.trapezoid
      except AttributeError:
          f = np.trapz
      try:
          from numpy import product
      except ImportError:
          from numpy import prod as product
      product(x)
      """,
      are: """
        1:8 numpy imported moduleImport
        3:9 numpy.trapezoid load moduleImport handled
        5:9 numpy.trapz load moduleImport handled
        7:23 numpy.product imported nameImport handled
        9:23 numpy.prod imported nameImport handled
        10:1 numpy.product call nameImport handled
        """)
  }

  @Test func `but not where a handler catches by accident or only gives up`() {
    expectReferences(
      """
      import numpy as np
      def serve(request):
          try:
              total = np.product(request.shape)
              return {"total": total}
          except Exception as error:
              return {"error": str(error)}
      try:
          from numpy import product
      except ImportError:
          raise SystemExit("NumPy is missing")
      """,
      are: """
        1:8 numpy imported moduleImport
        4:17 numpy.product call moduleImport
        9:23 numpy.product imported nameImport
        """)
  }

  @Test func `under hasattr, both ways`() {
    expectReferences(
      """
      import numpy as np
      if hasattr(np, "trapezoid"):
          f = np.trapezoid
      else:
          f = np.trapz
      def g(y):
          if not hasattr(np, "trapezoid"):
              return np.trapz(y)
          return np.trapezoid(y)
      h = np.trapezoid if hasattr(np, "trapezoid") else np.trapz
      """,
      are: """
        1:8 numpy imported moduleImport
        2:12 numpy load moduleImport
        3:9 numpy.trapezoid load moduleImport tested
        5:9 numpy.trapz load moduleImport tested
        7:20 numpy load moduleImport
        8:16 numpy.trapz call moduleImport tested
        9:12 numpy.trapezoid call moduleImport tested
        10:5 numpy.trapezoid load moduleImport tested
        10:29 numpy load moduleImport tested
        10:51 numpy.trapz load moduleImport tested
        """)
  }

  @Test func `under a test of the version, by name too`() {
    expectReferences(
      """
      import numpy as np
      from packaging.version import parse
      NEW = parse(np.__version__) >= parse("2.0")
      if NEW:
          f = np.trapezoid
      else:
          f = np.trapz
      if int(np.__version__.split(".")[0]) < 2:
          np.product
      """,
      are: """
        1:8 numpy imported moduleImport
        3:13 numpy.__version__ load moduleImport
        5:9 numpy.trapezoid load moduleImport version
        7:9 numpy.trapz load moduleImport version
        8:8 numpy.__version__.split call moduleImport
        9:5 numpy.product load moduleImport version
        """)
  }

  @Test func `under TYPE_CHECKING`() {
    expectReferences(
      """
      from typing import TYPE_CHECKING
      if TYPE_CHECKING:
          import numpy as np
      def f(x: "np.float_"): ...
      """,
      are: """
        3:12 numpy imported moduleImport typeChecking
        4:10 numpy.float_ string moduleImport
        """)
  }
}

@Suite struct `The project's own modules` {
  @Test func `say what they take from each other`() {
    let source = "from . import compat\nfrom ..x import y as z, w\nfrom .all import *\nimport os.path\nimport numpy\n"
    let found = facts(source, context(module: "pkg.sub.mod")).projectImports
    #expect(found == ["pkg.sub.compat", "pkg.x.y", "pkg.x.w", "pkg.sub.all.*", "os.path"])
    #expect(facts("from . import a", context(module: "pkg", isPackage: true)).projectImports == ["pkg.a"])
  }

  @Test func `pass library names on`() {
    let compat = facts(
      "from numpy import product\nimport numpy as np\n__all__ = ['product']\nfrom .more import *\n",
      context(module: "pkg.compat")
    ).exports
    #expect(compat.names == ["product": "numpy.product", "np": "numpy"])
    #expect(compat.all == ["product"])
    #expect(compat.starImports == ["pkg.more"])
    let project = ProjectIndex([compat])
    expectReferences(
      """
      from .compat import product, np
      from . import compat
      from .compat import *
      product(x)
      np.float_
      compat.np.pi
      compat.product
      """,
      context(module: "pkg.app", project: project),
      are: """
        4:1 numpy.product call reExport
        5:1 numpy.float_ load reExport
        6:1 numpy.pi load reExport
        7:1 numpy.product load reExport
        """)
  }
}

@Suite struct `A local that holds a value` {
  @Test func `is no use of the library where it is only passed on`() {
    expectReferences(
      "import numpy as np\nlimit = np.inf\nf(limit)\nlow = np.array\nif limit: low = other\nf(low)\nlow(1)\n",
      are: """
        1:8 numpy imported moduleImport
        2:9 numpy.inf load moduleImport
        4:7 numpy.array load moduleImport
        7:1 numpy.array call assigned rebound
        """)
  }
}
