// How new names are spelled, and what becomes of the imports.

import PythonLanguage
import Semantics
import SourceModel
import Testing

private let product = ["numpy.product": "numpy.prod"]
private let in1d = ["numpy.in1d": "numpy.isin"]

@Suite struct `A renamed name is spelled as the file spells things` {
  @Test func `through the alias in force`() {
    expectRenamed(
      "import numpy as xp\nxp.product(xp.core.numeric.in1d(a, b))\n",
      product.merging(["numpy.core.numeric.in1d": "numpy.isin"]) { $1 },
      becomes: "import numpy as xp\nxp.prod(xp.isin(a, b))\n")
  }

  @Test func `through the from import it came by`() {
    expectRenamed(
      "from numpy import array, in1d\nhit = in1d(array(x), y)  # unseen\n", in1d,
      becomes: "from numpy import array, isin\nhit = isin(array(x), y)  # unseen\n")
  }

  @Test func `keeping a name of the user's own`() {
    expectRenamed(
      "from numpy import product as p\np(p(x))\n", product, becomes: "from numpy import prod as p\np(p(x))\n")
  }

  @Test func `keeping a local name that was assigned from it`() {
    expectRenamed(
      "import numpy as np\np = np.product\np(x)\n", product, becomes: "import numpy as np\np = np.prod\np(x)\n")
  }

  @Test func `with both names where only some uses change`() {
    expectRenamed(
      "from numpy import in1d\nin1d(a, b)\nmap(in1d, c)\n", in1d, except: [1, 3],
      becomes: "from numpy import in1d, isin\nisin(a, b)\nmap(in1d, c)\n")
  }

  @Test func `without taking a name that is in use or a builtin's`() {
    expectRenamed(
      "from numpy import product\nprod = 3\nproduct(x)\n", product,
      becomes: "from numpy import prod as product\nprod = 3\nproduct(x)\n")
    expectRenamed(
      "from numpy import alltrue\nalltrue(x)\nall(y)\n", ["numpy.alltrue": "numpy.all"],
      becomes: "from numpy import all as alltrue\nalltrue(x)\nall(y)\n")
  }

  @Test func `merging with an import that is there already`() {
    expectRenamed(
      "from numpy import isin, in1d, array\nisin(a, in1d(a, array(b)))\n", in1d,
      becomes: "from numpy import isin, array\nisin(a, isin(a, array(b)))\n")
  }

  @Test func `keeping what others import from here`() {
    let source = "from numpy import product\n"
    expectRenamed(
      source, product, context(module: "pkg", isPackage: true), becomes: "from numpy import prod as product\n")
    expectRenamed(
      "from numpy import product\n__all__ = ['product']\nproduct(x)\n", product,
      becomes: "from numpy import prod as product\n__all__ = ['product']\nproduct(x)\n")
    expectRenamed(
      "from numpy import product\nproduct(x)\n", product, context(takenByOthers: ["product"]),
      becomes: "from numpy import prod as product\nproduct(x)\n")
  }

  @Test func `inside strings that name it`() {
    expectRenamed(
      "import numpy as np\nt = getattr(np, \"float_\")\ndef f(x: 'np.float_'): ...\n",
      ["numpy.float_": "numpy.float64"],
      becomes: "import numpy as np\nt = getattr(np, \"float64\")\ndef f(x: 'np.float64'): ...\n")
  }

  @Test func `through a star import`() {
    expectRenamed("from numpy import *\nproduct(x)\n", product, becomes: "from numpy import *\nprod(x)\n")
    expectRenamed(
      "from numpy import *\nproduct(x)\n", ["numpy.product": "numpy.newprod"],
      becomes: "from numpy import *\nfrom numpy import newprod\nnewprod(x)\n")
  }

  @Test func `through the project's own name for it`() {
    let compat = ModuleExports(module: "pkg.compat", names: ["product": "numpy.product", "np": "numpy"])
    expectRenamed(
      "from .compat import product, np\nproduct(np.product(x))\n", product,
      context(module: "pkg.app", project: ProjectIndex([compat])),
      becomes: "from .compat import product, np\nproduct(np.prod(x))\n")
  }
}

@Suite struct `Imports follow` {
  @Test func `to a module that moved`() {
    let core = ["numpy.core": "numpy._core"]
    expectRenamed(
      "from numpy.core import umath\numath.add(x)\n", core, becomes: "from numpy._core import umath\numath.add(x)\n")
    expectRenamed(
      "import numpy.core.umath as u\nu.add(x)\n", core, becomes: "import numpy._core.umath as u\nu.add(x)\n")
    expectRenamed(
      "import numpy.core.umath\nnumpy.core.umath.add(x)\n", core,
      becomes: "import numpy._core.umath\nnumpy._core.umath.add(x)\n")
    expectRenamed(
      "from numpy import core\ncore.umath.add(x)\n", core, becomes: "from numpy import _core\n_core.umath.add(x)\n")
  }

  @Test func `where a use goes on past the name that is replaced`() {
    let source = "from numpy import product\nimport numpy as np\nprint(np.product.__doc__, product.__name__)\n"
    let facts = facts(source)
    let beginnings = facts.references.filter { $0.use != .imported && $0.name == "numpy.product.__doc__" }
      .map { NodeID($0.node.row + 1) }
    let names = facts.references.filter { $0.use != .imported && $0.name == "numpy.product.__name__" }
      .map { NodeID($0.node.row + 1) }
    let wishes = (beginnings + names).map { SymbolWish(place: $0, replacesReference: true, name: "numpy.prod") }
    let settlement = facts.settle(wishes, gone: [])
    #expect(settlement.spellings == ["np.prod", "prod"])
    #expect(apply(settlement.imports, to: facts.tree).hasPrefix("from numpy import prod\n"))
  }

  @Test func `to another module, alone or together`() {
    let axis = ["numpy.AxisError": "numpy.exceptions.AxisError"]
    expectRenamed(
      "from numpy import AxisError\nraise AxisError\n", axis,
      becomes: "from numpy.exceptions import AxisError\nraise AxisError\n")
    expectRenamed(
      "from numpy import AxisError, array\narray(AxisError)\n", axis,
      becomes: "from numpy import array\nfrom numpy.exceptions import AxisError\narray(AxisError)\n")
    expectRenamed(
      "import numpy as np\nraise np.AxisError\n", axis, becomes: "import numpy as np\nraise np.exceptions.AxisError\n")
  }

  @Test func `in lists of every layout`() {
    expectRenamed(
      "from numpy import (\n    array,\n    in1d,  # membership\n    zeros,\n)\nin1d(array(x), zeros(2))\n", in1d,
      becomes: "from numpy import (\n    array,\n    isin,  # membership\n    zeros,\n)\nisin(array(x), zeros(2))\n")
    expectRenamed(
      "from numpy import (\n    array,\n    in1d,\n)\nin1d(array(x), y)\nmap(in1d, z)\n", in1d, except: [3, 6],
      becomes: "from numpy import (\n    array,\n    in1d,\n    isin,\n)\nisin(array(x), y)\nmap(in1d, z)\n")
    expectRenamed(
      "import os; from numpy import \\\n    in1d; x = 1\nin1d(x, x)\n", in1d,
      becomes: "import os; from numpy import \\\n    isin; x = 1\nisin(x, x)\n")
  }

  @Test func `inside functions and tries, where they stand`() {
    expectRenamed(
      "def f():\n    from numpy import product\n    return product(x)\n"
        + "def g():\n    from numpy import product as q\n    return q(x)\n",
      product,
      becomes:
        "def f():\n    from numpy import prod\n    return prod(x)\n"
        + "def g():\n    from numpy import prod as q\n    return q(x)\n"
    )
  }

  @Test func `in two imports of one name`() {
    expectRenamed(
      "from numpy import product\nfrom numpy import product as p\nproduct(p(x))\n", product,
      becomes: "from numpy import prod\nfrom numpy import prod as p\nprod(p(x))\n")
  }

  @Test func `and go when nothing uses them any more`() {
    expectRenamed(
      "import numpy as np\nimport numpy.core.numeric as n\nn.in1d(np.pi, y)\n",
      ["numpy.core.numeric.in1d": "numpy.isin"],
      becomes: "import numpy as np\nnp.isin(np.pi, y)\n")
    expectRenamed(
      "from numpy import Inf\nx = Inf\n", ["numpy.Inf": "builtins.float"], becomes: "x = float\n")
    expectRenamed(
      "def f():\n    from numpy import Inf\n", ["numpy.Inf": "numpy.inf"],
      becomes: "def f():\n    from numpy import inf as Inf\n")
    expectRenamed(
      "from numpy import Inf  # noqa\nx = Inf\n", ["numpy.Inf": "builtins.float"],
      becomes: "from numpy import Inf  # noqa\nx = float\n")
  }

  @Test func `leaving a pass where a block would be empty`() {
    expectRenamed(
      "if x:\n    from numpy import Inf\ny = Inf\n", ["numpy.Inf": "builtins.float"],
      becomes: "if x:\n    pass\ny = float\n")
  }
}

@Suite struct `A name that nothing brings` {
  /// Asks for `name` where `here` is called.
  private func asked(_ source: String, _ name: String, _ context: AnalysisContext = context()) -> String {
    let facts = facts(source, context)
    let tree = facts.tree
    let place = (0..<UInt32(tree.count)).map { NodeID($0) }.first { node in
      PythonLanguage().callSite(at: node, in: tree).map { tree.text($0.callee) == "here" } ?? false
    }
    guard let place else { return "no place" }
    let wish = SymbolWish(place: place, replacesReference: false, name: name)
    let settlement = facts.settle([wish], gone: [])
    guard let spelling = settlement.spellings[0] else { return "cannot be spelled" }
    return apply(settlement.imports + [Edit(tree.range(place), spelling)], to: tree)
  }

  @Test func `is spelled through what is in force`() {
    #expect(asked("import numpy as np\nhere()\n", "numpy.ptp") == "import numpy as np\nnp.ptp\n")
    #expect(
      asked("import numpy as np\nhere()\n", "numpy.lib.stride_tricks.sliding_window_view")
        == "import numpy as np\nnp.lib.stride_tricks.sliding_window_view\n")
    #expect(asked("from numpy import ptp\nhere()\n", "numpy.ptp") == "from numpy import ptp\nptp\n")
  }

  @Test func `joins the file's own style of import`() {
    #expect(asked("from numpy import array\nhere()\n", "numpy.ptp") == "from numpy import array, ptp\nptp\n")
    #expect(asked("import os\n\nhere()\n", "numpy.ptp") == "import os\nimport numpy as np\n\nnp.ptp\n")
    #expect(
      asked("'''Doc.'''\nfrom __future__ import annotations\nhere()\n", "numpy.ptp")
        == "'''Doc.'''\nfrom __future__ import annotations\nimport numpy as np\nnp.ptp\n")
    #expect(asked("# header\n\nhere()\n", "numpy.ptp") == "# header\nimport numpy as np\n\nnp.ptp\n")
    #expect(asked("import os\r\nhere()\r\n", "numpy.ptp") == "import os\r\nimport numpy as np\r\nnp.ptp\r\n")
  }

  @Test func `is not spelled through a name that is hidden there`() {
    #expect(
      asked("import numpy as np\ndef f(np):\n    here()\n", "numpy.ptp")
        == "import numpy as np\nimport numpy\ndef f(np):\n    numpy.ptp\n")
    #expect(asked("def f(len):\n    here()\n", "len") == "cannot be spelled")
    #expect(asked("here()\n", "len") == "len\n")
    #expect(
      asked("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import numpy as np\nhere()\n", "numpy.ptp")
        == "from typing import TYPE_CHECKING\nimport numpy\nif TYPE_CHECKING:\n    import numpy as np\nnumpy.ptp\n")
  }
}

@Suite struct `Names of no library are spelled` {
  @Test func `through the import that the file has of them`() {
    expectRenamed(
      "import ast, numpy as np\nnp.safe_eval(x)\nnp.sum(y)\n", ["numpy.safe_eval": "ast.literal_eval"],
      becomes: "import ast, numpy as np\nast.literal_eval(x)\nnp.sum(y)\n")
    expectRenamed(
      "from pathlib import Path\nimport numpy as np\nnp.compat.Path(x)\nnp.sum(y)\n",
      ["numpy.compat.Path": "pathlib.Path"],
      becomes: "from pathlib import Path\nimport numpy as np\nPath(x)\nnp.sum(y)\n")
  }

  @Test func `as a module where one is meant`() {
    expectRenamed(
      "import numpy as np\nnp.compat.pickle.loads(x)\nnp.sum(y)\n",
      ["numpy.compat.pickle.loads": "pickle.loads"],
      becomes: "import pickle\n\nimport numpy as np\npickle.loads(x)\nnp.sum(y)\n")
    expectRenamed(
      "from numpy.compat import pickle\npickle\n", ["numpy.compat.pickle": "pickle"],
      becomes: "import pickle\npickle\n")
  }

  @Test func `as builtins in whose way only their own import stood`() {
    expectRenamed("from numpy import int\nint(x)\n", ["numpy.int": "int"], becomes: "int(x)\n")
    expectRenamed(
      "from numpy import int\nint(x)\ndef f(int): return int\n", ["numpy.int": "int"],
      becomes: "int(x)\ndef f(int): return int\n")
  }
}

@Suite struct `Comments in an import` {
  @Test func `stay with the names that stay`() {
    expectRenamed(
      "from numpy import (\n    array,  # stays\n    int,  # goes\n)\nint(array(x))\n", ["numpy.int": "int"],
      becomes: "from numpy import (\n    array,  # stays\n)\nint(array(x))\n")
    expectRenamed(
      "from numpy import (\n    int,  # goes\n    # about array\n    array,\n)\nint(array(x))\n",
      ["numpy.int": "int"], becomes: "from numpy import (\n    # about array\n    array,\n)\nint(array(x))\n")
  }
}
