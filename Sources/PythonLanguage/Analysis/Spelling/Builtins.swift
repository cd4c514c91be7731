// Names that Python itself binds, and what libraries are customarily called.

enum Builtins {
  /// How a library is imported by most of its users; others go by their own name.
  static let customaryAlias = [
    "numpy": "np", "pandas": "pd", "tensorflow": "tf", "polars": "pl", "networkx": "nx", "onnxruntime": "ort",
  ]

  /// The names of the `builtins` module of Python 3, and of what every module that is read from a file has.
  static let names: Set<String> = [
    "abs", "aiter", "all", "anext", "any", "ascii", "bin", "bool", "breakpoint", "bytearray", "bytes", "callable",
    "chr", "classmethod", "compile", "complex", "copyright", "credits", "delattr", "dict", "dir", "divmod",
    "enumerate", "eval", "exec", "exit", "filter", "float", "format", "frozenset", "getattr", "globals", "hasattr",
    "hash", "help", "hex", "id", "input", "int", "isinstance", "issubclass", "iter", "len", "license", "list",
    "locals", "map", "max", "memoryview", "min", "next", "object", "oct", "open", "ord", "pow", "print", "property",
    "quit", "range", "repr", "reversed", "round", "set", "setattr", "slice", "sorted", "staticmethod", "str", "sum",
    "super", "tuple", "type", "vars", "zip", "Exception", "BaseException", "ValueError", "TypeError", "KeyError",
    "IndexError", "AttributeError", "ImportError", "RuntimeError", "OSError", "Warning", "DeprecationWarning",
    "ArithmeticError", "AssertionError", "NameError", "NotImplementedError", "OverflowError", "StopIteration",
    "ZeroDivisionError", "UserWarning", "FutureWarning", "RuntimeWarning", "TimeoutError", "MemoryError",
    "__file__", "__name__",
  ]
}
