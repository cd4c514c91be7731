// Which uses of members no rule can have anything to say of, whatever the type of the value.

package import RuleModel
package import Semantics

extension RuleSet {
  /// What calls of each member must give one of, by the member's number; nil where a rule speaks of others as well.
  ///
  /// Most members that rules speak of are such as `sum`, of which they say that `dtype="float_"` goes: nearly all calls
  /// give no such argument, and the types of their receivers need not be known.
  static func needs(
    of members: NameSet, _ entries: [String: [Entry]], _ rules: [Rule]
  ) -> [[ArgumentNeed]?] {
    (0..<NameSet.ID(members.count)).map { member in
      var needs: [ArgumentNeed] = []
      for entry in entries[members.name(member)] ?? [] {
        guard let need = need(of: entry, rules) else { return nil }
        if !needs.contains(need) { needs.append(need) }
      }
      return needs
    }
  }

  /// The members that rules about types of a library speak of on values of unknown type, too, by the library.
  static func membersOfUnknown(
    _ entries: [String: [Entry]], _ source: SurfaceSet, _ language: any Language
  ) -> [String: SharedNames] {
    var found: [String: NameSet] = [:]
    for (member, entries) in entries.sorted(by: { $0.key < $1.key }) {
      for entry in entries where !entry.isOfKnownOnly(in: language) {
        guard let library = entry.owner.flatMap({ source.library(of: $0) }) else { continue }
        _ = found[library, default: []].insert(member)
      }
    }
    return found.mapValues { SharedNames($0) }
  }

  private static func need(of entry: Entry, _ rules: [Rule]) -> ArgumentNeed? {
    if case .strings(_, let parameter) = entry.action {
      return ArgumentNeed(label: parameter, position: nil, isText: true)
    }
    // The last case of several is told where a call does not bind, too.
    guard !entry.isLastResort(among: rules), let necessity = entry.necessity else { return nil }
    return ArgumentNeed(label: necessity.label, position: necessity.position, isText: false)
  }
}

extension RuleSet.Entry {
  /// Whether nothing is said of a value whose type is not known, in a language where that is hardly ever the library's.
  func isOfKnownOnly(in language: any Language) -> Bool {
    guard !language.tellsOfUnknownReceivers, case .tell(_, let isWhole) = action else { return false }
    return isWhole
  }
}
