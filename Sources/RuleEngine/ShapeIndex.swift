// Tells from a file's names and words which shapes it could hold, before a node is tried.

import RuleModel
import Semantics
import SourceModel

/// The `match` of every rule, by what it needs.
///
/// Most files hold none of the words that shapes are made of; those are done with after one pass over their leaves.
struct ShapeIndex: Sendable {
  /// A shape that may be in a file, and the leaves near which it would stand; nil where no word tells.
  struct Candidate {
    var plan: ShapePlan
    var leaves: [NodeID]?
    /// The numbers of the symbols that the plan's rows name.
    var symbols: [Int?]
  }

  /// A class: each file asks all of them.
  private final class Need: Sendable {
    let plan: ShapePlan
    let words: [Int]
    /// Those of leaves that the language tells of.
    let toldWords: [Int]
    let anchor: Int?
    let symbols: [Int]
    let symbolsByRow: [Int?]
    /// Of each variable whose type few things in the surfaces have: the names of those things.
    let producers: [[(producer: SurfaceSet.Producer, word: Int)]]

    init(
      _ plan: ShapePlan, words: [Int], toldWords: [Int], anchor: Int?, symbolsByRow: [Int?],
      producers: [[(producer: SurfaceSet.Producer, word: Int)]]
    ) {
      self.plan = plan
      self.words = words
      self.toldWords = toldWords
      self.anchor = anchor
      self.symbolsByRow = symbolsByRow
      self.producers = producers
      symbols = Set(symbolsByRow.compactMap { $0 }).sorted()
    }
  }

  /// The plans' needs are numbers into these.
  private var words = WordTable()
  private var symbolNumbers: [String: Int] = [:]
  private var needs: [Need] = []
  /// By name: the words of things that give values of types which shapes ask for.
  private var producerWords: [String: Int] = [:]
  private let surfaces: SurfaceSet

  init(_ entries: [RuleSet.Entry], surfaces: SurfaceSet, language: any Language) {
    self.surfaces = surfaces
    let plans = entries.compactMap { ShapePlan($0, language: language) }.filter { !$0.parts.isEmpty }
    let known = surfaces.producers(of: Set(plans.flatMap(\.types.values)))
    for plan in plans {
      let wanted = plan.words.sorted().map { words.insert($0) }
      let anchor = plan.anchor.map { words.insert($0.word, keepsLeaves: true) }
      let symbolsByRow = plan.names.map { $0.map { number(of: $0) } }
      var producers: [[(producer: SurfaceSet.Producer, word: Int)]] = []
      for type in plan.types.values.sorted() {
        guard let found = known[type] else { continue }
        producers.append(found.map { ($0, words.insert($0.name, isSoughtInStrings: true)) })
        for (producer, word) in producers[producers.count - 1] { producerWords[producer.name] = word }
      }
      needs.append(
        Need(
          plan, words: wanted, toldWords: plan.toldWords.sorted().map { words.insert($0) }, anchor: anchor,
          symbolsByRow: symbolsByRow, producers: producers))
    }
  }

  private mutating func number(of symbol: String) -> Int {
    let real = surfaces.resolve(symbol)?.name ?? symbol
    let number = symbolNumbers[real] ?? symbolNumbers.count
    symbolNumbers[real] = number
    return number
  }

  /// Words one of which stands in all code that matches a shape which names no API; nil where there is a shape of none.
  var leastWords: [String]? {
    let open = needs.filter(\.symbols.isEmpty)
    let words = open.compactMap { $0.plan.anchor?.word }
    return words.count == open.count ? words : nil
  }

  /// The symbol of shapes that a name is.
  func symbol(_ name: String) -> Int? {
    symbolNumbers[name] ?? surfaces.resolve(name).flatMap { symbolNumbers[$0.name] }
  }

  /// The plans that may match somewhere in a file, in the order of the rules.
  ///
  /// - Parameters:
  ///   - facts: What is known of the file.
  ///   - symbols: The symbols in all references of the file.
  ///   - unnamed: The last parts of what other modules of the project may give to the file without its saying so
  ///     (`ProjectIndex.unnamed`).
  ///   - producers: What the file's references have of `producers(in:)`.
  func candidates(
    in facts: any FileFacts, symbols: Set<Int>, producers named: Set<Int>, unnamed: NameSet
  ) -> [Candidate] {
    // A shape whose symbols the file lacks needs no look at its words; often none is left.
    let possible = needs.filter { need in need.symbols.allSatisfy { symbols.contains($0) } }
    guard !possible.isEmpty else { return [] }
    let leaves = possible.allSatisfy { $0.plan.isAnchorTold } ? facts.wordLeaves : nil
    let found = leaves.map { words.found(among: $0) } ?? words.found(in: facts.tree)
    return possible.compactMap { need in
      guard (leaves == nil ? need.words : need.toldWords).allSatisfy({ found.has($0) }) else { return nil }
      let isTyped = need.producers.allSatisfy { producers in
        producers.contains { producer, word in
          if unnamed.contains(producer.name) { return true }
          // Where words are told, names are followed to what they mean; what is reached through values is not named.
          return leaves == nil || producer.isMember ? found.has(word) : named.contains(word)
        }
      }
      guard isTyped else { return nil }
      return Candidate(plan: need.plan, leaves: need.anchor.map { found.leaves[$0] }, symbols: need.symbolsByRow)
    }
  }

  /// The words that parts of a name are, of things that give values of the types which shapes ask for.
  func producers(in name: String) -> [Int] {
    guard !producerWords.isEmpty else { return [] }
    return name.split(separator: ".").compactMap { producerWords[String($0)] }
  }

  /// All the words, by their numbers.
  var leafWords: NameSet { words.all }
}

/// A few words to look for among the leaves of trees.
struct WordTable: Sendable {
  private struct Word {
    var bytes: ContiguousArray<UInt8>
    var keepsLeaves = false
    /// Whether it also counts inside a short string, as a forward annotation writes it.
    var isSoughtInStrings = false
  }

  /// Longer strings are no annotations.
  private static let stringLimit = 256

  /// Which words were found, and where those whose places are asked for.
  struct Found {
    fileprivate var isFound: [Bool]
    fileprivate(set) var leaves: [[NodeID]]
    func has(_ word: Int) -> Bool { isFound[word] }
  }

  private var words: [Word] = []
  private var numbers: [String: Int] = [:]
  /// By first byte: a bit for each length up to 63 that a word beginning so has.
  private var lengths = ContiguousArray<UInt64>(repeating: 0, count: 256)
  private var starting = [[Int]](repeating: [], count: 256)

  mutating func insert(_ word: String, keepsLeaves: Bool = false, isSoughtInStrings: Bool = false) -> Int {
    if let number = numbers[word] {
      words[number].keepsLeaves = words[number].keepsLeaves || keepsLeaves
      words[number].isSoughtInStrings = words[number].isSoughtInStrings || isSoughtInStrings
      return number
    }
    let bytes = ContiguousArray(word.utf8)
    let number = words.count
    words.append(Word(bytes: bytes, keepsLeaves: keepsLeaves, isSoughtInStrings: isSoughtInStrings))
    numbers[word] = number
    if let first = bytes.first {
      lengths[Int(first)] |= 1 << UInt64(min(63, bytes.count))
      starting[Int(first)].append(number)
    }
    return number
  }

  /// The words by their numbers.
  var all: NameSet {
    var all = NameSet()
    for (number, word) in words.enumerated() {
      let id = all.insert(word.bytes, 0, UInt32(word.bytes.count))
      precondition(Int(id) == number, "each word is there once")
    }
    return all
  }

  /// The same as `found(in:)`, of leaves that the language found.
  func found(among leaves: [(word: NameSet.ID, leaf: NodeID)]) -> Found {
    var found = Found(
      isFound: Array(repeating: false, count: words.count), leaves: Array(repeating: [], count: words.count))
    for (word, leaf) in leaves {
      found.isFound[Int(word)] = true
      if words[Int(word)].keepsLeaves { found.leaves[Int(word)].append(leaf) }
    }
    return found
  }

  /// The words that leaves of the tree are.
  func found(in tree: Tree) -> Found {
    var found = Found(
      isFound: Array(repeating: false, count: words.count), leaves: Array(repeating: [], count: words.count))
    guard !words.isEmpty else { return found }
    tree.rows.withUnsafeBufferPointer { rows in
      tree.bytes.withUnsafeBufferPointer { bytes in
        lengths.withUnsafeBufferPointer { lengths in
          for index in rows.indices where Int(rows[index].subtreeEnd) == index + 1 {
            let (start, end) = (Int(rows[index].start), Int(rows[index].end))
            guard start < end else { continue }
            // A string ends in a quote, whatever it begins with; nothing else does.
            let last = bytes[end - 1]
            if last == UInt8(ascii: "\"") || last == UInt8(ascii: "'") {
              if end - start <= Self.stringLimit { search(start..<end, in: bytes, lengths, &found) }
            } else if lengths[Int(bytes[start])] >> UInt64(min(63, end - start)) & 1 == 1 {
              take(start..<end, of: bytes, leaf: NodeID(index), &found)
            }
          }
        }
      }
    }
    return found
  }

  /// Looks for words inside a string.
  private func search(
    _ string: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>, _ lengths: UnsafeBufferPointer<UInt64>,
    _ found: inout Found
  ) {
    var place = string.lowerBound
    while place < string.upperBound {
      let start = place
      while place < string.upperBound, Self.isNamePart(bytes[place]) { place += 1 }
      if start < place, lengths[Int(bytes[start])] >> UInt64(min(63, place - start)) & 1 == 1 {
        take(start..<place, of: bytes, leaf: nil, &found)
      }
      if start == place { place += 1 }
    }
  }

  private func take(
    _ place: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>, leaf: NodeID?, _ found: inout Found
  ) {
    let text = UnsafeBufferPointer(rebasing: bytes[place])
    for number in starting[Int(text[0])] where isWord(number, text) {
      guard leaf == nil ? words[number].isSoughtInStrings : words[number].keepsLeaves || !found.isFound[number] else {
        continue
      }
      found.isFound[number] = true
      if words[number].keepsLeaves, let leaf { found.leaves[number].append(leaf) }
    }
  }

  private func isWord(_ number: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
    words[number].bytes.withUnsafeBufferPointer { $0.count == text.count && $0.elementsEqual(text) }
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == 0x5F || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }
}

extension SurfaceSet {
  /// More things than this give a type that no file is without.
  private static var producerLimit: Int { 12 }

  /// Something that gives a value of a type.
  struct Producer: Sendable {
    /// The last part of its name.
    var name: String
    /// Whether it is reached through a value.
    var isMember: Bool
  }

  /// By type: one of these stands in any file that makes a value of it by itself: the type, its other names and subclasses,
  /// and what the surfaces say gives one; by their last names, in order. Types that much gives are left out.
  func producers(of types: Set<String>) -> [String: [Producer]] {
    var open = types.filter(provides).sorted().map { OpenType($0, in: self) }
    guard !open.isEmpty else { return [:] }
    for surface in surfaces {
      for (name, entry) in surface.entries {
        let isMember = [.method, .classmethod, .staticmethod, .property].contains(entry.kind)
        switch entry.kind {
        case .class, .alias:
          guard let type = entry.kind == .class ? name : entry.target else { continue }
          let names = self.names(ofType: type)
          for index in open.indices where open[index].isOne(of: names) { open[index].add(name, isMember: isMember) }
        default:
          guard let type = entry.type?.utf8 else { continue }
          for index in open.indices where type.holds(open[index].last.utf8) {
            open[index].add(name, isMember: isMember)
          }
        }
      }
    }
    return open.reduce(into: [:]) { found, type in
      guard type.found.count <= Self.producerLimit else { return }
      found[type.name] = type.found.sorted { $0.key < $1.key }.map { Producer(name: $0.key, isMember: $0.value) }
    }
  }

  /// A type of which it is asked what gives it.
  private struct OpenType {
    let name: String
    /// Its names in the surfaces: its own, and the one behind aliases.
    let names: Set<String>
    let last: String
    /// By name: whether all that bear it are members.
    var found: [String: Bool]

    init(_ name: String, in surfaces: SurfaceSet) {
      self.name = name
      names = surfaces.resolve(name).map { [name, $0.name] } ?? [name]
      last = name.lastDottedPart
      found = [last: false]
    }

    func isOne(of others: [String]) -> Bool { others.contains { names.contains($0) } }

    /// Of what more gives than anyone asks for, the rest need not be known.
    mutating func add(_ name: String, isMember: Bool) {
      guard found.count <= SurfaceSet.producerLimit else { return }
      let name = name.lastDottedPart
      found[name] = found[name, default: true] && isMember
    }
  }

  /// What a type is called in the surfaces, and all that it inherits from: see `isType(_:a:)`.
  private func names(ofType type: String, depth: Int = 0) -> [String] {
    let found = resolve(type)
    var names = found.map { $0.name == type ? [type] : [type, $0.name] } ?? [type]
    guard depth < 8, let bases = found?.entry.bases else { return names }
    for base in bases { names += self.names(ofType: base, depth: depth + 1) }
    return names
  }
}

extension String.UTF8View {
  /// Whether other bytes stand somewhere in these.
  fileprivate func holds(_ other: String.UTF8View) -> Bool {
    guard let first = other.first else { return true }
    var start = startIndex
    while let found = self[start...].firstIndex(of: first) {
      if self[found...].starts(with: other) { return true }
      start = index(after: found)
    }
    return false
  }
}
