// What the body of one module does to its names, in order.

import SourceModel

/// What a name of a module is bound to.
enum ModuleBinding {
  /// A `def`, or several with `@overload`.
  case functions([NodeID])
  case classDefinition(NodeID)
  /// An assignment; either part may be missing.
  case value(expression: NodeID?, annotation: NodeID?)
  /// From an import; without a name the module itself.
  case imported(module: String, name: String?)
  /// What a dotted name of this module means.
  case reference(String)
}

/// One thing that happens to the names of a module.
enum NameEvent {
  /// `isTentative`: only where nothing else binds the name (an `except` branch, the second arm of an unknown test).
  case bind(String, ModuleBinding, isTentative: Bool)
  case star(module: String)
  case delete(String)
}

/// One thing that happens to `__all__`.
enum ExportStep {
  case reset
  case add([String])
  case remove([String])
  /// The `__all__` of another module.
  case addAll(of: String)
  /// The names that do not begin with an underscore, as `dir()` shows them.
  case addPublic
  /// Names that nobody can read off.
  case open
}

/// When a statement of a module takes effect.
struct Effect: OptionSet {
  let rawValue: UInt8
  static let atRunTime = Effect(rawValue: 1)
  static let forTypes = Effect(rawValue: 2)
  static let always: Effect = [.atRunTime, .forTypes]
}

/// One text of a module (source or stub) and what its body does.
final class ModuleText {
  let module: String
  let isPackage: Bool
  let isStub: Bool
  let tree: Tree
  var events: [(event: NameEvent, effect: Effect)] = []
  /// Nil where the module has no `__all__`.
  var exports: [ExportStep]?
  /// Names that a `__getattr__` of the module gives, with what they stand for.
  var lazyNames: [String: ModuleBinding] = [:]
  /// A module whose names a `__getattr__` passes on.
  var forwardsTo: String?
  /// Whether names are added in a way that cannot be read off: `globals()[name] = …`.
  var isOpen = false
  /// Modules of the library without which this one cannot be imported.
  var needs: [String] = []
  /// Names that are deleted again.
  var deleted: Set<String> = []
  /// Names that a stub imports for itself only.
  var privateImports: Set<String> = []
  /// Documentation of compiled members: by the dotted name.
  var documented: [String: String] = [:]

  init(module: String, isPackage: Bool, isStub: Bool, tree: Tree) {
    self.module = module
    self.isPackage = isPackage
    self.isStub = isStub
    self.tree = tree
  }

  /// Whether an assignment gives another name: it has no annotation, or `TypeAlias` for one.
  func isPlainAlias(_ annotation: NodeID?) -> Bool {
    annotation.map { tree.text($0).hasSuffix("TypeAlias") } ?? true
  }

  /// The absolute name of a module in an import of this one; nil where the dots lead out of the library.
  func absolute(_ name: String, level: Int) -> String? {
    guard level > 0 else { return name }
    var parts = module.split(separator: ".").map(String.init)
    let drop = isPackage ? level - 1 : level
    guard drop < parts.count || (drop == parts.count && !name.isEmpty) else { return nil }
    parts.removeLast(drop)
    if !name.isEmpty { parts.append(name) }
    return parts.joined(separator: ".")
  }
}
