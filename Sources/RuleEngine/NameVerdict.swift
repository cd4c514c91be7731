// What the rules say of a name wherever it stands.

import RuleModel
import Semantics
import Synchronization

extension RuleSet {
  /// All that can be said of one name without looking at a place that uses it. Files use few different names many times.
  final class NameVerdict: Sendable {
    /// How its uses stand if no rule speaks of it or of a beginning of it; nil if one does.
    let plainStanding: Standing?
    /// The symbols of shapes that it or a beginning of it stands for, and that it stands for itself.
    let shapeSymbols: [Int]
    let shapeSymbol: Int?
    /// The words of those things it is, or is a part of, that give values of types which shapes ask for.
    let producers: [Int]
    /// The cases about it, by its own or its real name.
    let entries: [Entry]
    /// The rename of the whole name.
    let rename: Int?
    /// Whether a rule speaks of one of its proper beginnings.
    let hasSpokenBeginning: Bool
    /// Whether there is anything to be said of it or of a beginning of it but what strings a call takes.
    var concernsChain: Bool { !entries.isEmpty || rename != nil || hasSpokenBeginning }
    /// The cases about strings that a call of it takes.
    let strings: [StringUse]
    /// What the surfaces say of it where no rule rewrites it.
    let unmatched: Standing
    /// What it is as a member of a value: `numpy.ufunc.outer` of the value `numpy.add`.
    let ofValue: (name: String, type: String)?

    /// A case about strings, and where a call has the argument.
    struct StringUse: Sendable {
      var entry: Entry
      var api: String
      var parameter: String
      /// The place among positional arguments, the receiver not counted; nil where the signature is not known.
      var index: Int?
      var hasReceiver: Bool
    }

    /// Whether a rule speaks of it or of a beginning of it, what it says of strings aside.
    private let isSpokenOf: Bool

    fileprivate init(_ name: String, _ rules: RuleSet) {
      // What is said of beginnings is said of many names, and found once. A name without end is none that is known.
      let owner = name.isEndless ? nil : name.lastDot.map { rules.verdict(on: String(name[..<$0])) }
      unmatched = rules.unmatchedStanding(of: name, name.dottedBeginnings)
      isSpokenOf = !name.isEndless && (owner?.isSpokenOf ?? false || rules.speaks(of: name))
      let takesStrings = !name.isEndless && rules.hasStringEntries(name)
      plainStanding = isSpokenOf || takesStrings ? nil : unmatched
      shapeSymbol = rules.shapes.symbol(name)
      shapeSymbols = [shapeSymbol].compactMap { $0 } + (owner?.shapeSymbols ?? [])
      producers = rules.shapes.producers(in: name)
      entries = rules.entries(named: name)
      rename = rules.rename(of: name)
      hasSpokenBeginning = owner.map { !$0.entries.isEmpty || $0.rename != nil || $0.hasSpokenBeginning } ?? false
      strings = rules.stringUses(in: name)
      ofValue = rules.memberOfValue(name)
    }
  }

  /// Nineteen uses in twenty are of names that no rule speaks of, and of few different ones: each is looked at once a run.
  func verdict(on name: String) -> NameVerdict { verdicts[name] ?? verdicts.keep(NameVerdict(name, self), name) }

  private func speaks(of name: String) -> Bool {
    if entriesByName[name] != nil || renames[name] != nil { return true }
    guard let real = source.resolve(name)?.name else { return false }
    return entriesByName[real] != nil || entriesByRealName[real] != nil || renames[real] != nil
      || renamesByRealName[real] != nil
  }

  private func hasStringEntries(_ name: String) -> Bool {
    guard !stringEntries.isEmpty else { return false }
    return stringEntries[name] != nil || stringEntries[source.resolve(name)?.name ?? name] != nil
  }

  private func entries(named name: String) -> [Entry] {
    let entries = entriesByName[name] ?? []
    guard entries.isEmpty, !targetHas(name), let real = source.resolve(name)?.name else { return entries }
    return (entriesByName[real] ?? []) + (real == name ? [] : entriesByRealName[real] ?? [])
  }

  private func rename(of name: String) -> Int? {
    if let rule = renames[name] { return rule }
    guard !targetHas(name), let real = source.resolve(name)?.name else { return nil }
    return renames[real] ?? renamesByRealName[real]
  }

  private func stringUses(in name: String) -> [NameVerdict.StringUse] {
    let real = source.resolve(name)?.name ?? name
    return stringUses((stringEntries[name] ?? []) + (real == name ? [] : stringEntries[real] ?? []), in: name)
  }

  /// Cases about strings with the places of their arguments in a call of `name`.
  func stringUses(_ entries: [Entry], in name: String) -> [NameVerdict.StringUse] {
    entries.compactMap { entry in
      guard case .strings(let api, let parameter) = entry.action else { return nil }
      let signature = sourceSignature(of: name) ?? sourceSignature(of: api)
      let names = (signature?.parameters ?? []).filter {
        $0.passing == .positionalOnly || $0.passing == .positionalOrKeyword
      }
      return NameVerdict.StringUse(
        entry: entry, api: api, parameter: parameter, index: names.firstIndex { $0.name == parameter },
        hasReceiver: signature?.hasReceiver ?? false)
    }
  }

  /// `numpy.add.outer` is a member of the value `numpy.add`.
  private func memberOfValue(_ name: String) -> (name: String, type: String)? {
    guard let dot = name.lastDot, entriesByMember[String(name[name.index(after: dot)...])] != nil,
      let owner = source.resolve(String(name[..<dot]))?.entry, owner.kind == .value, let type = owner.type,
      let real = source.resolve(name)?.name
    else { return nil }
    return (real, type)
  }

  /// What the surfaces say of a name that no rule rewrites.
  private func unmatchedStanding(of whole: String, _ beginnings: [String]) -> Standing {
    // The library stays for what no rule takes from it: its requirement goes only where nothing imports it any more.
    if isSwap { return .fine }
    for (number, name) in beginnings.enumerated() {
      guard let entry = target.resolve(name)?.entry else { continue }
      return number == 0 || entry.kind != .module ? .fine : missing(whole)
    }
    return beginnings.count == 1 && target.provides(whole) ? .fine : missing(whole)
  }

  /// A name that the target's surface does not have: broken if the source's has it.
  private func missing(_ name: String) -> Standing {
    guard !target.surfaces.isEmpty else { return .unknown }
    if source.resolve(name) != nil { return .broken }
    // What every module or class has from the language itself, such as `__dict__`, no surface lists.
    guard let dot = name.lastDot, name[name.index(after: dot)...].hasPrefix("__"), name.hasSuffix("__") else {
      return .unknown
    }
    return target.resolve(String(name[..<dot])) != nil ? .fine : .unknown
  }
}

/// The verdicts of a run, for all threads.
///
/// `NameMemo` would do for any value. But it stands in another room, and there, of a type that is this room's, each step
/// costs a look at what the type is.
final class KnownVerdicts: Sendable {
  /// Each behind a lock of its own: threads that ask at the same time seldom ask for the same part.
  private let parts = (0..<8).map { _ in Part() }

  private final class Part: Sendable {
    let known = Mutex(NamedValues<RuleSet.NameVerdict>())
  }

  subscript(name: String) -> RuleSet.NameVerdict? { part(of: name).known.withLock { $0[name] } }

  /// Keeps a verdict for a name that has none, and gives it.
  func keep(_ verdict: RuleSet.NameVerdict, _ name: String) -> RuleSet.NameVerdict {
    part(of: name).known.withLock { $0.add(name, verdict) }
    return verdict
  }

  private func part(of name: String) -> Part { parts[(name.utf8.count ^ Int(name.utf8.last ?? 0)) & 7] }
}
