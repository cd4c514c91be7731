// What names are: signatures, types, classes and their members.

import Semantics
import Testing

@Suite struct `What a surface tells` {
  @Test func `of functions are parameters with defaults as written`() {
    let found = surface(
      of: """
        == lib/__init__.py
        def f(a, /, b: int = 1, *args, c=None, **kw): pass
        def g(a, *, sep=", ", shape=(1, 2), key=lambda x: x): pass
        async def h(): pass
        short = lambda a, b=2: a
        def long(a={"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}): pass
        """)
    expect(
      found,
      says: """
        lib.f: function* (a, /, b=1, *args, c=None, **kw)
        lib.g: function* (a, *, sep=", ", shape=(1, 2), key=lambda x: x)
        lib.h: function* ()
        lib.short: function* (a, b=2)
        lib.long: function* (a=...)
        """)
  }

  @Test func `of overloads is their union, and the type they agree on`() {
    let found = surface(
      of: """
        == lib/__init__.py
        class array: pass
        def same(a, flag=False): pass
        def differ(a, flag=False): pass
        == lib/__init__.pyi
        from typing import overload, Any, Literal
        class array: ...
        @overload
        def same(a: int, flag: Literal[False] = ...) -> array: ...
        @overload
        def same(a: str, flag: bool = ..., *, extra: int) -> array: ...
        @overload
        def differ(a: int) -> array: ...
        @overload
        def differ(a: int, flag: bool) -> Any: ...
        def compiled(a: int, b: int = ...) -> array: ...
        == lib/part.py
        == lib/part.pyi
        from typing import overload
        @overload
        def shape(size: int, /, *, order: str = ...) -> int: ...
        @overload
        def shape(*size: int, order: str = ...) -> int: ...
        @overload
        def keys(a: int, b: int) -> int: ...
        @overload
        def keys(a: int, *, c: int) -> int: ...
        """)
    expect(found, says: "lib.same: function* (a, flag=False) -> lib.array\nlib.differ: function* (a, flag=False)")
    expect(found, says: "lib.compiled: absent\nlib.part.shape: absent")
    let compiled = surface(
      of: """
        == lib/part.pyi
        from typing import overload
        @overload
        def shape(size: int, /, *, order: str = ...) -> int: ...
        @overload
        def shape(*size: int, order: str = ...) -> int: ...
        @overload
        def keys(a: int, b: int) -> int: ...
        @overload
        def keys(a: int, *, c: int) -> int: ...
        def old(__x, __y=..., *, z) -> None: ...
        == lib/__init__.py
        """)
    expect(
      compiled,
      says: """
        lib.part.shape: function* (*size, order=...) -> int
        lib.part.keys: function* (a, b=..., *, c=...) -> int
        lib.part.old: function* (x, y=..., /, *, z) -> None
        """)
  }

  @Test func `of types is only what always holds`() {
    let found = surface(
      of: """
        == lib/__init__.py
        def a(): pass
        def b(): pass
        def c(): pass
        def d(): pass
        def e(): pass
        def f(): pass
        def g(): pass
        def h(): pass
        def i(): pass
        def j(): pass
        def k(): pass
        def l(): pass
        def m(): pass
        class Array: pass
        == lib/__init__.pyi
        from typing import Any, Optional, Union, TypeVar, Literal, Sequence, Generic
        from ._aliases import NDArray as _NDArray, Wide
        T = TypeVar("T")
        A = TypeVar("A", bound=_NDArray[Any])
        class Array(Generic[T]): ...
        def a() -> _NDArray[int]: ...
        def b() -> Optional["Array[int]"]: ...
        def c() -> Union[Array[int], Array[str]]: ...
        def d() -> Union[Array[int], int]: ...
        def e(x: A) -> A: ...
        def f(x: T) -> T: ...
        def g() -> tuple[Array[int], Wide, Any]: ...
        def h() -> tuple[Array[int], ...]: ...
        def i() -> Literal["a", "b"]: ...
        def j() -> Sequence[int]: ...
        def k() -> Array[int] | None: ...
        def l[S: Array[int]](x: S) -> S: ...
        def m() -> Any: ...
        == lib/_aliases.py
        from typing import TYPE_CHECKING, Any, Generic
        from lib import Array
        NDArray = Array[Any]
        Wide = dict[str, NDArray]
        """)
    expect(
      found,
      says: """
        lib.a: function* () -> lib.Array
        lib.b: function* () -> lib.Array | None
        lib.c: function* () -> lib.Array
        lib.d: function* ()
        lib.e: function* () -> lib.Array
        lib.f: function* ()
        lib.g: function* () -> tuple[lib.Array, dict[str, lib.Array], Any]
        lib.h: function* () -> tuple
        lib.i: function* () -> str
        lib.j: function* ()
        lib.k: function* () -> lib.Array | None
        lib.l: function* () -> lib.Array
        lib.m: function* ()
        """)
  }

  @Test func `of classes are bases, constructors and members`() {
    let found = surface(
      of: """
        == lib/__init__.py
        import functools
        from collections import namedtuple
        from dataclasses import dataclass
        from typing import NamedTuple
        class Base:
            limit: int = 3
            def __init__(self, size, order="C"):
                self.size = size
            def kept(self, axis=None) -> "Base": return self
            product = kept
            @property
            def shape(self) -> tuple: return ()
            @functools.cached_property
            def norm(self): return 1
            @classmethod
            def make(cls, text): return cls(text)
            @staticmethod
            def parse(text): return text
            def _private(self): pass
            def __add__(self, other): pass
            def __enter__(self) -> "Base": return self
            def __array__(self, dtype=None): pass
            flat = property(lambda self: 1)
        class Child(Base): pass
        class _Hidden(Base):
            def extra(self): pass
        class Shown(_Hidden, ValueError):
            def kept(self, axis=None) -> "Base": return self
        @dataclass
        class Point:
            x: int
            y: int = 0
        class Pair(NamedTuple):
            left: Base
            right: int
        Old = namedtuple("Old", "a b")
        """)
    expect(
      found,
      says: """
        lib.Base: class* (size, order="C")
        lib.Base.limit: value -> int
        lib.Base.size: property
        lib.Base.kept: method (self, axis=None) -> lib.Base
        lib.Base.product: method (self, axis=None) -> lib.Base
        lib.Base.shape: property -> tuple
        lib.Base.norm: property
        lib.Base.flat: property
        lib.Base.make: classmethod (cls, text)
        lib.Base.parse: staticmethod (text)
        lib.Base._private: absent
        lib.Base.__add__: absent
        lib.Base.__enter__: method (self) -> lib.Base
        lib.Base.__array__: method (self, dtype=None)
        lib.Child: class* (size, order="C") < lib.Base
        lib.Child.kept: absent
        lib.Shown: class* (size, order="C") < builtins.ValueError, lib.Base
        lib.Shown.extra: method (self)
        lib.Shown.kept: absent
        lib.Point: class* (x, y=0)
        lib.Pair: class* (left, right) < builtins.tuple
        lib.Pair.left: property -> lib.Base
        lib.Old: class* (a, b) < builtins.tuple
        """)
    #expect(found.resolve("lib.Child.kept")?.name == "lib.Base.kept")
  }

  @Test func `of Self and values comes from stubs`() {
    let found = surface(
      of: """
        == lib/__init__.py
        from ._c import Array, add, seed, version
        __version__ = "1.0"
        __all__ = ["Array", "add", "seed"]
        == lib/__init__.pyi
        from lib._c import Array as Array, add as add, seed as seed
        == lib/_c.pyi
        from typing import TypeVar, Self
        S = TypeVar("S", bound="Array")
        class Array:
            def __new__(cls, shape, dtype=...) -> Self: ...
            def copy(self: S) -> S: ...
            def same(self) -> Self: ...
            @property
            def T(self: S) -> S: ...
            size: int
        class _Universal:
            def __call__(self, x, /, out=...) -> Array: ...
        class ufunc(_Universal):
            def reduce(self, a) -> Array: ...
        class _Binary(ufunc):
            def __call__(self, x1, x2, /, out=...) -> Array: ...
        class Random:
            def seed(self, value: int = ...) -> None: ...
        add: _Binary
        _random: Random
        seed = _random.seed
        version: str
        """)
    expect(
      found,
      says: """
        lib.Array: class* (shape, dtype=...)
        lib.Array.copy: method (self) -> Self
        lib.Array.same: method (self) -> Self
        lib.Array.T: property -> Self
        lib.Array.size: property -> int
        lib.seed: function* (value=...) -> None
        lib.version: value -> str
        lib.__version__: value -> str
        """)
    #expect(found.entries["lib.add"]?.parameters == "x1, x2, /, out=...")
  }

  @Test func `of a later release fills what this one does not tell`() {
    let later = APISurface(
      library: "lib", release: "2.0",
      entries: [
        "lib.typed": .init(kind: .function, parameters: "a, b=1", type: "lib.Array"),
        "lib.foreign": .init(kind: .function, type: "lib.NotYet"),
        "lib.unknown": .init(kind: .function, parameters: "x"),
        "lib.Array": .init(kind: .class), "lib.NotYet": .init(kind: .class),
        "lib.moved": .init(kind: .class),
      ])
    let found = surface(
      of: """
        == lib/__init__.py
        from ._c import *
        __all__ = ["unknown"]
        def typed(a): pass
        def foreign(a): pass
        def moved(): pass
        class Array: pass
        == lib/_c.so
        """, later: later)
    expect(
      found,
      says: """
        lib.typed: function (a) -> lib.Array
        lib.foreign: function (a)
        lib.unknown: function* (x)
        lib.moved: function ()
        lib.NotYet: absent
        """)
  }
}
