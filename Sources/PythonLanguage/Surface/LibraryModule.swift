// What the surface generator reads: the modules of a library as they are installed, as bytes.

/// One module of a library: its source, its stub, or the fact that it is compiled.
package struct LibraryModule: Sendable {
  /// The dotted name, `numpy.core.numeric`.
  package var name: String
  package var isPackage: Bool
  /// The bytes of `numeric.py`.
  package var source: ContiguousArray<UInt8>?
  /// The bytes of `numeric.pyi`.
  package var stub: ContiguousArray<UInt8>?

  package init(
    name: String, isPackage: Bool, source: ContiguousArray<UInt8>? = nil, stub: ContiguousArray<UInt8>? = nil
  ) {
    self.name = name
    self.isPackage = isPackage
    self.source = source
    self.stub = stub
  }
}

/// What a reader may assume where a library asks for the version of Python it runs on.
struct PythonTarget: Sendable {
  var version: PythonVersion
  /// `sys.platform`.
  var platform = "linux"
}
