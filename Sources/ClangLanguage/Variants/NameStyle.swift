// The ways in which a C++ file comes to a name of a library.

import Semantics

/// What a file says before it uses a name, and how it spells it then.
struct NameStyle: Hashable {
  var title: String
  /// Outside of all functions.
  var lines: [String] = []
  /// At the beginning of each function that uses the name.
  var inside = ""
  var spelling: String

  /// All ways to spell a name, the commonest first.
  ///
  /// - Parameters:
  ///   - name: Qualified, with dots.
  ///   - isMacro: Macros know no namespaces.
  static func all(of name: String, in declared: DeclaredNames, isMacro: Bool = false) -> [NameStyle] {
    let namespace = declared.namespace(of: name)
    let whole = CxxText.shown(name)
    var styles = [NameStyle(title: "", spelling: whole)]
    if !isMacro { styles.append(NameStyle(title: "from outside of all namespaces", spelling: "::\(whole)")) }
    if !namespace.isEmpty { styles += opened(name, namespace) }
    let parts = CxxText.shown(name).components(of: "::")
    guard parts.count > 1, namespace != name.dropLast(name.lastDottedPart.utf8.count + 1) else { return styles }
    // A member of a class or an enumeration.
    let owner = parts.dropLast().joined(separator: "::")
    let last = parts[parts.count - 1]
    styles.append(NameStyle(title: "a type alias", lines: ["using Nearby = \(owner);"], spelling: "Nearby::\(last)"))
    styles.append(NameStyle(title: "a typedef", lines: ["typedef \(owner) Nearby;"], spelling: "Nearby::\(last)"))
    return styles
  }

  private static func opened(_ name: String, _ namespace: String) -> [NameStyle] {
    let scope = CxxText.shown(namespace)
    let rest = CxxText.shown(String(name.dropFirst(namespace.utf8.count + 1)))
    let first = rest.components(of: "::")[0]
    return [
      NameStyle(title: "a using directive", lines: ["using namespace \(scope);"], spelling: rest),
      NameStyle(title: "a using declaration", lines: ["using \(scope)::\(first);"], spelling: rest),
      NameStyle(title: "a namespace alias", lines: ["namespace nearby = \(scope);"], spelling: "nearby::\(rest)"),
      NameStyle(
        title: "a using directive in the function", inside: "using namespace \(scope); ", spelling: rest),
    ]
  }
}

extension StringProtocol {
  /// The parts between separators.
  fileprivate func components(of separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let found = rest.firstRange(of: separator) {
      parts.append(String(rest[..<found.lowerBound]))
      rest = rest[found.upperBound...]
    }
    return parts + [String(rest)]
  }
}
