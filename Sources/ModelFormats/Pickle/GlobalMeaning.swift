// What is thought of a name that a pickle wants: known, unknown, or one that would do harm.

/// How a class or function that a pickle names is taken.
package enum GlobalMeaning: String, Sendable {
  /// What it makes is known and made here, by this program's own code.
  case interpreted
  /// It stays a name, with what was to be handed to it.
  case opaque
  /// Called by Python it could run a program, read or write files, or reach the network. Nothing is called here.
  case dangerous

  package init(of global: PickleGlobal) {
    if Self.isDangerous(global) {
      self = .dangerous
    } else if Self.structural.contains(global.path) || Self.isNumPyConstructor(global)
      || Self.isKnownPart(global)
    {
      self = .interpreted
    } else {
      self = .opaque
    }
  }

  private static func isNumPyConstructor(_ global: PickleGlobal) -> Bool {
    guard global.module.hasPrefix("numpy") else { return false }
    return numpyNames.contains(global.name)
  }

  /// Wrappers of arrays, sparse matrices, and the estimators and parts of them that the reader of models knows.
  private static func isKnownPart(_ global: PickleGlobal) -> Bool {
    if global.module.hasPrefix("scipy.sparse") {
      return global.name.hasSuffix("_matrix") || global.name.hasSuffix("_array")
    }
    if global.name.hasSuffix("ArrayWrapper") { return global.module.contains("joblib.numpy_pickle") }
    return global.module.hasPrefix("sklearn.") && EstimatorCatalogue.isInterpreted(global.name)
  }

  private static let numpyNames: Set = [
    "_reconstruct", "scalar", "dtype", "_frombuffer", "ndarray", "float64", "float32", "float16", "int64", "int32",
    "int16",
    "int8", "uint8", "uint16", "uint32", "uint64", "bool_", "str_", "object_",
  ]

  private static let structural: Set = [
    "_codecs.encode", "copy_reg._reconstructor", "copyreg._reconstructor", "copyreg.__newobj__",
    "copyreg.__newobj_ex__", "collections.OrderedDict", "collections.defaultdict", "collections.Counter",
    "builtins.set", "builtins.frozenset", "builtins.slice", "builtins.bytearray", "builtins.bytes", "builtins.complex",
    "builtins.object", "builtins.list", "builtins.dict", "builtins.tuple", "builtins.float", "builtins.int",
    "builtins.str", "builtins.bool", "__builtin__.set", "__builtin__.frozenset", "__builtin__.slice",
    "__builtin__.bytearray", "__builtin__.bytes", "__builtin__.complex", "__builtin__.object", "__builtin__.list",
    "__builtin__.dict", "__builtin__.tuple", "__builtin__.float", "__builtin__.int", "__builtin__.str",
    "__builtin__.unicode", "__builtin__.long", "__builtin__.bool",
  ]

  private static func isDangerous(_ global: PickleGlobal) -> Bool {
    let top = global.module.prefix { $0 != "." }
    if global.module == "builtins" || global.module == "__builtin__" { return dangerousBuiltins.contains(global.name) }
    if top == "operator" || top == "_operator" { return ["attrgetter", "methodcaller"].contains(global.name) }
    // `__globals__` leads anywhere; `__randomstate_ctor` and `__pyx_unpickle_…` are functions of NumPy's and of Cython's.
    let parts = global.name.split(separator: ".")
    if parts.contains(where: { $0.hasPrefix("__") && $0.hasSuffix("__") && $0 != "__new__" }) { return true }
    if top == "numpy" {
      return ["load", "fromfile", "loadtxt", "genfromtxt", "save", "runstring"].contains(global.name)
    }
    if top == "functools" { return global.name == "reduce" }
    return dangerousModules.contains(String(top)) || dangerousPaths.contains(global.path)
  }

  private static let dangerousBuiltins: Set = [
    "eval", "exec", "execfile", "compile", "open", "file", "__import__", "getattr", "setattr", "delattr", "globals",
    "locals", "vars", "input", "raw_input", "breakpoint", "apply", "reload", "exit", "quit", "map", "filter",
    "memoryview",
  ]

  private static let dangerousModules: Set = [
    "os", "posix", "nt", "subprocess", "_posixsubprocess", "commands", "popen2", "pty", "sys", "shutil", "socket",
    "_socket", "ssl", "http", "httplib", "urllib", "urllib2", "urllib3", "requests", "aiohttp", "ftplib", "smtplib",
    "telnetlib", "importlib", "imp", "runpy", "ctypes", "_ctypes", "cffi", "code", "codeop", "pickle", "_pickle",
    "cPickle", "dill", "cloudpickle", "marshal", "shelve", "tempfile", "glob", "pathlib", "webbrowser",
    "multiprocessing",
    "threading", "_thread", "thread", "asyncio", "concurrent", "signal", "pdb", "bdb", "profile", "cProfile", "timeit",
    "trace", "platform", "pip", "setuptools", "distutils", "venv", "ensurepip", "pkgutil", "inspect", "gc", "io", "_io",
    "bz2", "gzip", "zipfile", "tarfile", "sqlite3", "site", "linecache", "types", "fileinput", "idlelib", "lib2to3",
  ]

  private static let dangerousPaths: Set = [
    "joblib.load", "joblib.numpy_pickle.load", "torch.load", "torch.hub.load", "pandas.read_pickle",
    "pandas.io.pickle.read_pickle", "numpy.testing._private.utils.runstring", "pydoc.pipepager", "pydoc.locate",
  ]
}
