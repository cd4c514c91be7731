// What rules themselves say of a library that has no surface.

import RuleModel
import Semantics

extension APISurface {
  /// The names that rules are about, with the types that they are members of.
  ///
  /// Where an import brings a whole module, a name that nothing else declares is the library's only if it is known to have
  /// it. What a call gives is not known from here.
  init(namedBy rules: [Rule], library: String, release: String) {
    self.init(library: library, release: release, entries: [:])
    for action in rules.flatMap(\.cases).map(\.action) {
      switch action {
      case .rename(let from, _): add(from, Self.isTypeName(from) ? .class : .property)
      case .replace(let was, _), .pin(let was, _), .tell(let was, _): add(was)
      case .require(let member, _): add(member, .property)
      case .declare(let rule): add(rule.subject, .class)
      case .match, .strings, .follow: break
      }
    }
  }

  private mutating func add(_ was: Signature) {
    if was.name.lastDottedPart == "init" {
      add(was.name, .classmethod)
    } else {
      let isType = Self.isTypeName(was.name) && was.parameters.isEmpty
      add(was.name, isType ? .class : was.hasReceiver ? .method : .function)
    }
  }

  /// Adds a name, and the types around it.
  private mutating func add(_ name: String, _ kind: Entry.Kind) {
    if entries[name] == nil { entries[name] = Entry(kind: kind) }
    for owner in name.dottedBeginnings.dropFirst() where entries[owner] == nil {
      entries[owner] = Entry(kind: owner.contains(".") ? .class : .module)
    }
  }

  private static func isTypeName(_ name: String) -> Bool {
    name.lastDottedPart.unicodeScalars.first?.properties.isUppercase ?? false
  }
}
