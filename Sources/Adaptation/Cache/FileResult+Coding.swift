// How a file's result is stored.

import Semantics
import SourceModel

extension FileResult {
  /// What the first byte says is there: most files of a project have nothing to tell.
  private struct Parts: OptionSet {
    let rawValue: UInt8
    static let report = Parts(rawValue: 1)
    static let exports = Parts(rawValue: 2)
    static let imports = Parts(rawValue: 4)
    static let parsed = Parts(rawValue: 8)
    static let needs = Parts(rawValue: 16)
  }

  /// How many bytes the result takes or somewhat more.
  var usualLength: Int { report.diff.count + 192 * report.findings.count + 256 }

  /// The report stands first: a run in which nothing has changed reads no further.
  func write(to bytes: inout ByteWriter) {
    var parts: Parts = []
    if report.hasContent { parts.insert(.report) }
    if exports != nil { parts.insert(.exports) }
    if !projectImports.isEmpty { parts.insert(.imports) }
    if isParsed { parts.insert(.parsed) }
    if !needs.isEmpty { parts.insert(.needs) }
    bytes.write(parts.rawValue)
    if parts.contains(.report) { report.write(to: &bytes) }
    bytes.write(interfaceDigest)
    exports?.write(to: &bytes)
    if parts.contains(.imports) { bytes.writeShared(projectImports) }
    if parts.contains(.needs) {
      bytes.writeShared(needs.libraries)
      bytes.write(needs.names)
    }
  }

  /// - Parameter isReportOnly: Leaves out what only matters to other files.
  convenience init?(path: String, from bytes: inout ByteReader, isReportOnly: Bool) {
    guard let parts = bytes.readByte().map(Parts.init(rawValue:)) else { return nil }
    var report = FileReport(path: path)
    if parts.contains(.report) {
      guard let stored = FileReport(path: path, from: &bytes) else { return nil }
      report = stored
    }
    var exports: ModuleExports?
    var imports: [String] = []
    var needs = ProjectNeeds.none
    var digest: UInt64 = 0
    if !isReportOnly {
      guard let stored = bytes.readUInt64() else { return nil }
      digest = stored
      if parts.contains(.exports) {
        guard let stored = ModuleExports(from: &bytes) else { return nil }
        exports = stored
      }
      if parts.contains(.imports) {
        guard let stored = bytes.readSharedList() else { return nil }
        imports = stored
      }
      if parts.contains(.needs) {
        guard let libraries = bytes.readSharedList(), let names = bytes.readStrings() else { return nil }
        needs = ProjectNeeds(libraries: libraries, names: names)
      }
    }
    self.init(
      report: report, exports: exports, projectImports: imports, interfaceDigest: digest,
      isParsed: parts.contains(.parsed), needs: needs)
  }
}

extension FileReport {
  /// Whether there is anything to keep.
  var hasContent: Bool { isWorthTelling || holdsRequirements }

  /// Whether a run's report names the file.
  var isWorthTelling: Bool { changes || !findings.isEmpty || ledger.total > 0 || !problems.isEmpty }
}

extension ModuleExports {
  func write(to bytes: inout ByteWriter) {
    bytes.write(module)
    bytes.write(UInt8(isPart ? 1 : 0))
    bytes.write(names.count)
    for (name, target) in names.sorted(by: { $0.key < $1.key }) {
      bytes.writeShared(name)
      bytes.writeShared(target)
    }
    bytes.write(starImports)
    bytes.write(all == nil ? [] : ["all"] + (all ?? []))
    bytes.write(returns.count)
    for (name, fact) in returns.sorted(by: { $0.key < $1.key }) {
      bytes.write(name)
      fact.write(to: &bytes)
    }
    bytes.write(waiting.count)
    for (name, function) in waiting.sorted(by: { $0.key < $1.key }) {
      bytes.write(name)
      bytes.write(function.effects.rawValue)
      bytes.write(function.rule)
      bytes.write(function.obstacles)
      bytes.write(function.labels.map { [$0] } ?? [])
    }
    write(values, to: &bytes)
    write(flow.held, to: &bytes)
    bytes.write(flow.takers.sorted())
    bytes.write(flow.followed.sorted())
    bytes.write(UInt8(flow.touches ? 1 : 0))
    bytes.write(flow.given.count)
    for (function, values) in flow.given.sorted(by: { $0.key < $1.key }) {
      bytes.write(function)
      bytes.write(values.count)
      for (parameter, value) in values.sorted(by: { $0.key < $1.key }) {
        bytes.write(parameter)
        value.write(to: &bytes)
      }
    }
  }

  private func write(_ facts: [String: TypeFact], to bytes: inout ByteWriter) {
    bytes.write(facts.count)
    for (name, fact) in facts.sorted(by: { $0.key < $1.key }) {
      bytes.write(name)
      fact.write(to: &bytes)
    }
  }

  private static func readFacts(from bytes: inout ByteReader) -> [String: TypeFact]? {
    guard let count = bytes.readCount() else { return nil }
    var facts: [String: TypeFact] = [:]
    for _ in 0..<count {
      guard let name = bytes.readString(), let fact = TypeFact(from: &bytes, depth: 0) else { return nil }
      facts[name] = fact
    }
    return facts
  }

  init?(from bytes: inout ByteReader) {
    guard let module = bytes.readString(), let part = bytes.readByte(), let count = bytes.readCount() else {
      return nil
    }
    self.init(module: module, isPart: part == 1)
    for _ in 0..<count {
      guard let name = bytes.readShared(), let target = bytes.readShared() else { return nil }
      names[name] = target
    }
    guard let stars = bytes.readStrings(), let all = bytes.readStrings(), let returned = bytes.readCount() else {
      return nil
    }
    starImports = stars
    self.all = all.isEmpty ? nil : Array(all.dropFirst())
    for _ in 0..<returned {
      guard let name = bytes.readString(), let fact = TypeFact(from: &bytes, depth: 0) else { return nil }
      returns[name] = fact
    }
    guard let functions = bytes.readCount() else { return nil }
    for _ in 0..<functions {
      guard let name = bytes.readString(), let effects = bytes.readByte(), let rule = bytes.readString(),
        let obstacles = bytes.readStrings(), let labels = bytes.readStrings()
      else { return nil }
      waiting[name] = WaitingFunction(
        effects: Effects(rawValue: effects), rule: rule, obstacles: obstacles, labels: labels.first)
    }
    guard let values = Self.readFacts(from: &bytes), let held = Self.readFacts(from: &bytes),
      let takers = bytes.readStrings(), let followed = bytes.readStrings(), let touches = bytes.readByte(),
      let given = bytes.readCount()
    else { return nil }
    self.values = values
    flow.held = held
    flow.takers = Set(takers)
    flow.followed = Set(followed)
    flow.touches = touches == 1
    for _ in 0..<given {
      guard let function = bytes.readString(), let count = bytes.readCount() else { return nil }
      for _ in 0..<count {
        guard let parameter = bytes.readString(), let value = GivenValue(from: &bytes) else { return nil }
        flow.given[function, default: [:]][parameter] = value
      }
    }
  }
}

extension GivenValue {
  func write(to bytes: inout ByteWriter) {
    switch self {
    case .unknown: bytes.write(UInt8(0))
    case .other: bytes.write(UInt8(1))
    case .model(let fact):
      bytes.write(UInt8(2))
      fact.write(to: &bytes)
    }
  }

  init?(from bytes: inout ByteReader) {
    switch bytes.readByte() {
    case 0: self = .unknown
    case 1: self = .other
    case 2:
      guard let fact = TypeFact(from: &bytes, depth: 0) else { return nil }
      self = .model(fact)
    default: return nil
    }
  }
}

extension TypeFact {
  func write(to bytes: inout ByteWriter) {
    bytes.write(type)
    bytes.write(UInt8(evidence.rawValue))
    bytes.write(chain.count)
    for step in chain {
      bytes.write(step.text)
      bytes.write(Int(step.range.start))
      bytes.write(Int(step.range.end))
    }
    bytes.write((rank ?? -1) + 1)
    bytes.write(elements.count)
    for element in elements { element.write(to: &bytes) }
  }

  init?(from bytes: inout ByteReader, depth: Int) {
    guard depth < 32, let type = bytes.readString(),
      let evidence = bytes.readByte().flatMap({ Evidence(rawValue: Int($0)) }), let steps = bytes.readCount()
    else { return nil }
    self.init(type: type, evidence: evidence)
    for _ in 0..<steps {
      guard let text = bytes.readString(), let start = bytes.readInt(), let end = bytes.readInt(),
        start >= 0, start <= end, end <= Int(UInt32.max)
      else { return nil }
      chain.append(EvidenceStep(text, ByteRange(UInt32(start), UInt32(end))))
    }
    guard let rank = bytes.readInt(), let count = bytes.readCount() else { return nil }
    self.rank = rank == 0 ? nil : rank - 1
    for _ in 0..<count {
      guard let element = TypeFact(from: &bytes, depth: depth + 1) else { return nil }
      elements.append(element)
    }
  }
}
