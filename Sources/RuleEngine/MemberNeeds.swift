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

  private static func need(of entry: Entry, _ rules: [Rule]) -> ArgumentNeed? {
    if case .strings(_, let parameter) = entry.action {
      return ArgumentNeed(label: parameter, position: nil, isText: true)
    }
    // The last case of several is told where a call does not bind, too.
    guard !entry.isLastResort(among: rules), let necessity = entry.necessity else { return nil }
    return ArgumentNeed(label: necessity.label, position: necessity.position, isText: false)
  }
}
