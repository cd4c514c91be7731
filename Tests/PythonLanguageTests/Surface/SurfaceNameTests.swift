// Which names a library has, and which of them a star import brings.

import Semantics
import Testing

@Suite struct `The names of a library` {
  @Test func `are what its modules bind, private ones aside`() {
    let found = surface(
      of: """
        == lib/__init__.py
        import os
        from . import part
        from .part import shown, _hidden
        limit = 3
        _secret = 4
        def f(): pass
        class C: pass
        == lib/part.py
        import sys
        def shown(): pass
        def _hidden(): pass
        == lib/_private.py
        def unseen(): pass
        == lib/tests/__init__.py
        == lib/tests/test_part.py
        def test_f(): pass
        """)
    #expect(names(found) == ["lib", "lib.C", "lib.f", "lib.limit", "lib.part", "lib.part.shown", "lib.shown"])
    expect(
      found,
      says: """
        lib: module
        lib.part: module*
        lib.f: function* ()
        lib.limit: value* -> int
        lib.shown: function* ()
        lib.part.shown: alias* = lib.shown
        """)
  }

  @Test func `go by the shortest public name of a thing`() {
    let found = surface(
      of: """
        == lib/__init__.py
        from .core import *
        from .core import char as text, made as make
        from ._impl import Inner
        __all__ = ["made", "text"]
        == lib/core/__init__.py
        from . import chars as char
        from .deep import made
        __all__ = ["made", "char"]
        == lib/core/deep.py
        def made(): pass
        == lib/core/chars.py
        def upper(s): pass
        == lib/_impl.py
        class Inner: pass
        """)
    expect(
      found,
      says: """
        lib.made: function* ()
        lib.make: alias = lib.made
        lib.core.made: alias* = lib.made
        lib.core.deep.made: alias* = lib.made
        lib.text: alias* = lib.char
        lib.char: module
        lib.char.upper: function* (s)
        lib.core.chars: alias = lib.char
        lib.core.char: alias* = lib.char
        lib.Inner: class ()
        lib._impl.Inner: absent
        """)
  }

  @Test func `follow __all__ however it is built`() {
    let found = surface(
      of: """
        == lib/__init__.py
        from . import a, b, c
        from .a import *
        from .b import *
        from .c import *
        __all__ = ["first"] + a.__all__
        __all__ += b.__all__[:]
        __all__.extend(c.__all__)
        __all__.extend(["second", "twice", "twice"])
        __all__.append("third")
        __all__.remove("hidden")
        __all__.remove("twice")
        for name in ["x", "y"]:
            globals()[name + "1"] = None
            __all__.append(name + "1")
        first = second = third = hidden = twice = None
        __all__ += ["hidden"][:0] if False else []
        == lib/a.py
        __all__ = ["in_a"]
        def in_a(): pass
        def also_in_a(): pass
        == lib/b.py
        __all__ = [*["in_b"]]
        def in_b(): pass
        == lib/c.py
        def extend(module):
            for name in module.__all__:
                __all__.append(name)
        from . import a
        from .a import *
        __all__ = []
        extend(a)
        """)
    expect(
      found,
      says: """
        lib.first: value*
        lib.second: value*
        lib.third: value*
        lib.twice: value*
        lib.hidden: value
        lib.x1: value*
        lib.y1: value*
        lib.in_a: function* ()
        lib.in_b: function* ()
        lib.also_in_a: absent
        lib.a.also_in_a: function ()
        lib.c.in_a: alias* = lib.in_a
        """)
  }

  @Test func `come and go with conditions that can be decided`() {
    let text = """
      == lib/__init__.py
      import sys
      from typing import TYPE_CHECKING
      if TYPE_CHECKING:
          from .part import only_for_types
      if sys.version_info >= (3, 9):
          new = 1
      else:
          old = 1
      if sys.platform == "win32":
          windows = 1
      try:
          import fast
          from fast import speed
      except ImportError:
          speed = None
          slow = 1
      try:
          given
      except NameError as error:
          message = "no"
          raise ImportError(message)
      if not given():
          raise ImportError
      temporary = 1
      del temporary
      == lib/part.py
      def only_for_types(): pass
      """
    #expect(names(surface(of: text)) == ["lib", "lib.new", "lib.part", "lib.part.only_for_types", "lib.slow"])
    #expect(names(surface(of: text, pythonMinor: 8)).contains("lib.old"))
  }

  @Test func `include what __getattr__ gives, not what it refuses`() {
    let found = surface(
      of: """
        == lib/__init__.py
        import builtins as _builtins
        from .part import new_name
        _old = {n: (getattr(_builtins, n), "gone soon") for n in ("int", "str")}
        _old["renamed"] = (new_name, "renamed")
        _gone = {"lost": "removed in 1.0"}
        _future = {"later"}
        del _builtins
        def __getattr__(attr):
            import warnings
            try:
                value, text = _old[attr]
            except KeyError:
                pass
            else:
                warnings.warn(text)
                return value
            try:
                text = _gone[attr]
            except KeyError:
                pass
            else:
                def _expired(*args):
                    raise RuntimeError(text)
                return _expired
            if attr in _future:
                warnings.warn("soon")
            if attr == "lazy":
                import lib.lazy as lazy
                return lazy
            elif attr == "direct":
                from .part import new_name
                return new_name
            elif attr == "never":
                raise AttributeError("never")
            raise AttributeError(attr)
        == lib/part.py
        def new_name(): pass
        == lib/lazy.py
        == lib/old.py
        def __getattr__(name):
            from lib import part
            found = getattr(part, name, None)
            if found is None:
                raise AttributeError(name)
            return found
        """)
    expect(
      found,
      says: """
        lib.int: alias = builtins.int
        lib.str: alias = builtins.str
        lib.renamed: alias = lib.new_name
        lib.direct: alias = lib.new_name
        lib.lazy: module
        lib.old: alias = lib.part
        lib.lost: absent
        lib.later: absent
        lib.never: absent
        """)
    #expect(found.resolve("lib.old.new_name")?.name == "lib.new_name")
  }

  @Test func `of compiled modules come from __all__, stubs and documentation`() {
    let found = surface(
      of: """
        == lib/__init__.py
        from .wrapper import *
        from .kinds import *
        from . import wrapper, kinds
        __all__ = []
        __all__ += wrapper.__all__
        __all__ += kinds.__all__
        == lib/__init__.pyi
        from lib.wrapper import array as array
        class number:
            def item(self) -> int: ...
        class float64(number): ...
        double = float64
        class _Hidden: ...
        from typing import TypeVar
        T = TypeVar("T")
        __all__: list[str]
        == lib/wrapper.py
        from ._c import *
        __all__ = ["array", "told", "untold"]
        == lib/wrapper.pyi
        def array(object: object, dtype: int = ..., *, copy: bool = ...) -> list[int]: ...
        == lib/_c.so
        == lib/_docs.py
        from lib import add_newdoc
        add_newdoc("lib.wrapper", "array", \"\"\"
            array(object, dtype=None, *, copy=True)

            Makes one.
            \"\"\")
        add_newdoc("lib.wrapper", "told", "told([start,] stop, order='K', fill=<no value>)")
        add_newdoc("lib.kinds", "number", ("ptp", \"\"\"a.ptp(axis=None)\"\"\"))
        == lib/kinds.py
        __all__ = ["nothing"]
        nothing = None
        for key in compiled():
            globals()[key] = compiled()[key]
            __all__.append(key)
        """)
    expect(
      found,
      says: """
        lib.array: function* (object, dtype=None, *, copy=True) -> list[int]
        lib.told: function* (start, stop, order='K', fill=...)
        lib.untold: value*
        lib.number: class*
        lib.number.item: method (self) -> int
        lib.number.ptp: method (self, axis=None)
        lib.float64: class* < lib.number
        lib.double: alias* = lib.float64
        lib.T: absent
        lib.kinds.float64: alias* = lib.float64
        """)
  }

  @Test func `end where the files do`() {
    let found = surface(
      of: """
        == lib/__init__.py
        from .loop import *
        from . import loop
        from .missing import gone
        from ... import above
        x = x
        __all__ = loop.__all__ + ["x"]
        == lib/loop.py
        from lib import *
        import lib
        __all__ = lib.__all__ + ["y"]
        y = lib.loop.y
        class A(B): pass
        class B(A): pass
        == lib/broken.py
        from .missing import script
        def f(): pass
        == lib/syntax.py
        def f(: pass
        def good(): pass
        """)
    #expect(found.entries["lib.broken"] == nil)
    #expect(found.entries["lib.syntax.good"]?.kind == .function)
    #expect(found.entries["lib.loop.A"]?.kind == .class)
  }

  @Test func `of tools are outlined, private packages shown where asked`() {
    let text = """
      == lib/__init__.py
      def f(): pass
      == lib/tools/__init__.py
      def run(): pass
      == lib/tools/parts.py
      def inner(): pass
      == lib/_core/__init__.py
      == lib/_core/numeric.py
      def g(): pass
      """
    let found = surface(of: text, shownPrivate: ["lib._core"], outlined: ["lib.tools"])
    #expect(
      names(found) == [
        "lib", "lib._core", "lib._core.numeric", "lib._core.numeric.g", "lib.f", "lib.tools", "lib.tools.parts",
        "lib.tools.run",
      ])
  }
}
