// Tells from a file's names and words which shapes it could hold, before a node is tried.

import RuleModel
import Semantics
import SourceModel
import Synchronization

/// The `match` of every rule, by what it needs.
///
/// Most files hold none of the words that shapes are made of; those are done with after one pass over their leaves.
struct ShapeIndex: Sendable {
  let plans: [ShapePlan]
  /// The words of all plans; the plans' needs are numbers into these lists.
  private var words = WordTable()
  private var symbols: [String] = []
  private var symbolNumbers: [String: Int] = [:]
  private var needs: [Need] = []
  private let surfaces: SurfaceSet
  private let memo = NameMemo<[Int]>()

  private struct Need {
    var words: [Int] = []
    var symbols: [Int] = []
    /// Of each variable whose type few things in the surfaces have: the names of those things.
    var producers: [[String]] = []
  }

  init(_ entries: [RuleSet.Entry], surfaces: SurfaceSet) {
    self.surfaces = surfaces
    plans = entries.compactMap { ShapePlan($0) }.filter { !$0.parts.isEmpty }
    var producers: [String: [String]?] = [:]
    for plan in plans {
      var need = Need(words: plan.words.sorted().map { words.insert($0) })
      for symbol in Set(plan.names.compactMap { $0 }).sorted() { need.symbols.append(number(of: symbol)) }
      for type in plan.types.values.sorted() {
        let found = producers[type] ?? surfaces.producers(of: type)
        producers[type] = .some(found)
        if let found { need.producers.append(found) }
      }
      needs.append(need)
    }
  }

  private mutating func number(of symbol: String) -> Int {
    let real = surfaces.resolve(symbol)?.name ?? symbol
    if let number = symbolNumbers[real] { return number }
    symbols.append(real)
    symbolNumbers[real] = symbols.count - 1
    return symbols.count - 1
  }

  /// The plans that may match somewhere in a file, in the order of the rules.
  ///
  /// - Parameter knowsProject: Whether types may come from other modules of the project; then no type is ruled out.
  func candidates(in facts: any FileFacts, knowsProject: Bool) -> [ShapePlan] {
    let tree = facts.tree
    let wordsFound = words.found(in: tree)
    var left = plans.indices.filter { needs[$0].words.allSatisfy { wordsFound[$0] } }
    if left.contains(where: { !needs[$0].symbols.isEmpty }) {
      let symbolsFound = symbolsFound(in: facts)
      left.removeAll { !needs[$0].symbols.allSatisfy { symbolsFound.contains($0) } }
    }
    if !knowsProject {
      var isMentioned: [String: Bool] = [:]
      left.removeAll { plan in
        needs[plan].producers.contains { names in
          !names.contains { name in
            let found = isMentioned[name] ?? tree.bytes.mentions(name)
            isMentioned[name] = found
            return found
          }
        }
      }
    }
    return left.map { plans[$0] }
  }

  /// The symbols of shapes that the file's references or beginnings of them name.
  private func symbolsFound(in facts: any FileFacts) -> Set<Int> {
    var found: Set<Int> = []
    for reference in facts.references where reference.use != .imported {
      found.formUnion(memo.value(reference.name) { symbols(in: $0) })
    }
    return found
  }

  private func symbols(in name: String) -> [Int] {
    name.dottedBeginnings.compactMap { beginning in
      symbolNumbers[beginning] ?? surfaces.resolve(beginning).flatMap { symbolNumbers[$0.name] }
    }
  }
}

/// What was found out about names, for all files of a run.
final class NameMemo<Value: Sendable>: Sendable {
  private let known = Mutex<[String: Value]>([:])

  func value(_ name: String, _ make: (String) -> Value) -> Value {
    if let value = known.withLock({ $0[name] }) { return value }
    let value = make(name)
    known.withLock { $0[name] = value }
    return value
  }
}

/// A few words to look for among the leaves of trees.
struct WordTable: Sendable {
  private var words: [ContiguousArray<UInt8>] = []
  private var numbers: [String: Int] = [:]
  /// By first byte: a bit for each length up to 63 that a word beginning so has.
  private var lengths = ContiguousArray<UInt64>(repeating: 0, count: 256)
  private var starting = [[Int]](repeating: [], count: 256)

  mutating func insert(_ word: String) -> Int {
    if let number = numbers[word] { return number }
    let bytes = ContiguousArray(word.utf8)
    let number = words.count
    words.append(bytes)
    numbers[word] = number
    if let first = bytes.first {
      lengths[Int(first)] |= 1 << UInt64(min(63, bytes.count))
      starting[Int(first)].append(number)
    }
    return number
  }

  /// Of each word, whether a leaf of the tree is it.
  func found(in tree: Tree) -> [Bool] {
    var found = [Bool](repeating: false, count: words.count)
    guard !words.isEmpty else { return found }
    let rows = tree.rows
    let bytes = tree.bytes
    for index in rows.indices {
      let row = rows[index]
      guard Int(row.subtreeEnd) == index + 1, row.start < row.end else { continue }
      let first = Int(bytes[Int(row.start)])
      let length = Int(row.end - row.start)
      guard lengths[first] >> UInt64(min(63, length)) & 1 == 1 else { continue }
      for number in starting[first] where !found[number] && words[number].count == length {
        found[number] = bytes[Int(row.start)..<Int(row.end)].elementsEqual(words[number])
      }
    }
    return found
  }
}

extension ContiguousArray<UInt8> {
  /// Whether the text stands anywhere in the bytes.
  func mentions(_ text: String) -> Bool {
    let wanted = ContiguousArray(text.utf8)
    guard let last = wanted.last else { return true }
    var skip = ContiguousArray<Int>(repeating: wanted.count, count: 256)
    for (index, byte) in wanted.dropLast().enumerated() { skip[Int(byte)] = wanted.count - 1 - index }
    var end = wanted.count - 1
    while end < count {
      let byte = self[end]
      if byte == last, self[(end - wanted.count + 1)...end].elementsEqual(wanted) { return true }
      end += skip[Int(byte)]
    }
    return false
  }
}

extension String {
  /// The name and every beginning of it that ends before a dot, longest first.
  var dottedBeginnings: [String] {
    var beginnings = [self]
    var rest = self[...]
    while let dot = rest.utf8.lastIndex(of: UInt8(ascii: ".")) {
      rest = rest[..<dot]
      beginnings.append(String(rest))
    }
    return beginnings
  }

  var lastDottedPart: String {
    utf8.lastIndex(of: UInt8(ascii: ".")).map { String(self[utf8.index(after: $0)...]) } ?? self
  }
}

extension SurfaceSet {
  /// More things than this give a type that no file is without.
  private static var producerLimit: Int { 12 }

  /// One of these names stands in any file that makes a value of a type by itself: the type's, those of its other
  /// names and its subclasses, and those of what the surfaces say gives one. Nil where there are many.
  func producers(of type: String) -> [String]? {
    guard provides(type) else { return nil }
    let last = type.lastDottedPart
    var found: Set<String> = [last]
    for surface in surfaces {
      for (name, entry) in surface.entries {
        let isOne: Bool =
          switch entry.kind {
          case .class: isType(name, a: type)
          case .alias: entry.target.map { isType($0, a: type) } ?? false
          default: entry.type.map { $0.contains(last) } ?? false
          }
        if isOne { found.insert(name.lastDottedPart) }
        if found.count > Self.producerLimit { return nil }
      }
    }
    return found.sorted()
  }
}
