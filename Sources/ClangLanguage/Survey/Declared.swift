// What headers declare, as code would use it.

import Semantics

/// One declaration of a header.
struct Declared: Hashable, Sendable {
  enum Kind: String {
    case namespace, `class`, property, value, macro, call, function, method, constructor, module
  }
  struct Parameter: Hashable, Sendable {
    /// As C++ writes it outside of all namespaces.
    var type: String
    var hasDefault: Bool
  }

  /// Qualified, with dots; a constructor goes by its class.
  var name: String
  var file: String
  var kind: Kind
  /// What it gives, or is.
  var type: String
  var parameters: [Parameter] = []
  /// Whether any arguments may follow.
  var isVariadic = false

  /// Nil for a record of another kind.
  init?(_ record: RecordReader.Record) {
    let lines = record.texts[2].split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count > 2, let kind = Kind(rawValue: String(lines[0])) else { return nil }
    name = record.texts[0]
    file = CompileDatabase.normalised(record.texts[1], in: "/")
    self.kind = kind
    type = String(lines[1])
    for line in lines.dropFirst(2).dropLast() {
      if line == "..." {
        isVariadic = true
      } else {
        parameters.append(
          Parameter(type: String(line.first == "=" ? line.dropFirst() : line), hasDefault: line.first == "="))
      }
    }
  }

  /// Whether a call may give that many arguments.
  func takes(_ count: Int) -> Bool {
    count >= parameters.prefix { !$0.hasDefault }.count && (count <= parameters.count || isVariadic)
  }

  /// The type of the argument at a place; anything goes where any arguments may follow, or where a template takes all.
  func type(at place: Int) -> String {
    guard place < parameters.count else { return "int" }
    let type = parameters[place].type
    guard let start = type.firstRange(of: "type-parameter-") else { return type }
    let rest = type[start.upperBound...].drop { $0.isNumber || $0 == "-" }
    return type[..<start.lowerBound] + "int" + rest
  }

  /// `type name`, the name where C++ wants it.
  static func declaration(of name: String, as type: String) -> String {
    for open in ["(*", "(&"] {
      if let found = type.firstRange(of: open) {
        return type[..<found.upperBound] + name + type[found.upperBound...]
      }
    }
    if let bracket = type.firstIndex(of: "[") { return type[..<bracket] + "\(name)" + type[bracket...] }
    return "\(type) \(name)"
  }
}

/// All that the headers that stand in declare, in one dialect.
struct DeclaredNames: Sendable {
  private(set) var names: [String: [Declared]] = [:]
  /// The header to include for what a file declares.
  private var headers: [String: String] = [:]

  static let none = DeclaredNames()

  private init() {}

  /// - Parameters:
  ///   - folders: The include folders.
  ///   - included: What code may include, relative to one of them.
  ///   - leavesOutBroken: Whether what stands in a header that the compiler cannot read is left out.
  init(_ survey: Survey, folders: [String], included: [String], leavesOutBroken: Bool) {
    let problems = leavesOutBroken ? survey.problems : []
    let broken = Set(problems.map { CompileDatabase.normalised($0.file, in: "/") })
    for found in survey.declared where !broken.contains(found.file) { names[found.name, default: []].append(found) }
    var known: [String: String] = [:]
    for folder in folders {
      for header in included { known[CompileDatabase.normalised(header, in: folder)] = header }
    }
    var includers: [String: [String]] = [:]
    for (from, to) in survey.inclusions {
      let (from, to) = (CompileDatabase.normalised(from, in: "/"), CompileDatabase.normalised(to, in: "/"))
      if known[from] != nil { includers[to, default: []].append(from) }
    }
    for file in Set(survey.declared.map(\.file)) {
      headers[file] = Self.outermost(from: file, includers).compactMap { known[$0] }.min { first, second in
        (first.utf8.count, first) < (second.utf8.count, second)
      }
    }
  }

  /// The files that code includes and that lead to this one by the fewest steps.
  private static func outermost(from file: String, _ includers: [String: [String]]) -> [String] {
    if !isInner(file) { return [file] }
    var layer: Set<String> = [file]
    var seen = layer
    while !layer.isEmpty {
      let outer = layer.filter { !isInner($0) }
      if !outer.isEmpty { return Array(outer) }
      layer = Set(layer.flatMap { includers[$0] ?? [] }).subtracting(seen)
      seen.formUnion(layer)
    }
    return [file]
  }

  /// Whether a file lies in a folder for declarations that code does not include itself: `declared`, `declared_cuda`.
  private static func isInner(_ file: String) -> Bool {
    file.split(separator: "/").dropLast().suffix(2).contains { $0.hasPrefix("declared") || $0 == "device_side" }
  }

  func header(for declared: Declared) -> String? { headers[declared.file] }

  func isNamespace(_ name: String) -> Bool { names[name]?.contains { $0.kind == .namespace } ?? false }

  /// The longest beginning of a name that is a namespace.
  func namespace(of name: String) -> String {
    name.dottedBeginnings.dropFirst().first { isNamespace($0) } ?? ""
  }
}
