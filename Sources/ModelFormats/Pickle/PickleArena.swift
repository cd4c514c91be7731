// All values of a pickle in flat tables: no recursion, no allocation a value, a bound on the whole.

/// An array in pieces of 8,192, so that growing it never needs it twice.
struct PieceArray<Element: Sendable>: Sendable {
  static var pieceCount: Int { 1 << 13 }
  private var pieces: [ContiguousArray<Element>] = []
  private(set) var count = 0

  /// Whether the next element needs a new piece.
  @inline(__always) var isFull: Bool { count & (Self.pieceCount - 1) == 0 }

  @inline(__always)
  mutating func append(_ element: Element) {
    if isFull {
      var piece = ContiguousArray<Element>()
      piece.reserveCapacity(Self.pieceCount)
      pieces.append(piece)
    }
    pieces[count >> 13].append(element)
    count += 1
  }

  @inline(__always)
  subscript(index: Int) -> Element {
    get { pieces[index >> 13][index & (Self.pieceCount - 1)] }
    set { pieces[index >> 13][index & (Self.pieceCount - 1)] = newValue }
  }
}

/// What does not fit into a word, by kind.
struct PickleRow: Sendable {
  enum Kind: UInt8, Sendable {
    /// `first`: a span of little-endian two's complement.
    case bigInteger
    /// `first`: a span of decimal digits, as protocol 0 writes them.
    case decimal
    /// `first`: a span too long for a word.
    case text, bytes, narrowText
    /// `first`: a span.
    case byteArray
    /// `first` slots from `second` … : `first` is the place, `second` the number.
    case tuple, frozenSet
    /// `first` and `second`: head and tail of a chain of runs of slots.
    case list, dictionary, set
    /// `first`: its place among globals.
    case global
    /// `first`: its place among objects.
    case object
    /// `first`: a slot with the identifier.
    case persistent
    /// `first`: its place among raw arrays, which joblib puts between opcodes or into other files.
    case rawArray
  }
  var first: UInt32
  var second: UInt32
  var kind: Kind
}

/// A class, a function, or anything else that a pickle names by module and name.
package struct PickleGlobal: Hashable, Sendable {
  package var module: String
  package var name: String
  package init(module: String, name: String) {
    self.module = module
    self.name = name
  }
  package var path: String { "\(module).\(name)" }
}

/// A call that was recorded, never made; and what the pickle put into its result.
struct PickleRecord: Sendable {
  enum Construction: UInt8, Sendable {
    /// `callable(*arguments)`.
    case call
    /// `callable.__new__(callable, *arguments, **keywords)`, or an old-style class.
    case new
  }
  var callable: PickleWord
  var arguments: PickleWord
  var keywords = PickleWord.absent
  var state = PickleWord.absent
  /// The array that joblib put behind a wrapper.
  var payload = PickleWord.absent
  var itemHead = UInt32.max
  var itemTail = UInt32.max
  var entryHead = UInt32.max
  var entryTail = UInt32.max
  var construction: Construction
}

/// The tables.
struct PickleArena: Sendable {
  struct Run: Sendable {
    var start: UInt32
    var count: UInt32
    var next: UInt32
  }

  let bytes: Bytes
  /// Text whose escapes were undone; offsets behind `bytes` lead here.
  private(set) var unescaped: ContiguousArray<UInt8> = []
  private(set) var slots = PieceArray<PickleWord>()
  var rows = PieceArray<PickleRow>()
  private(set) var runs = PieceArray<Run>()
  private(set) var doubles = PieceArray<Double>()
  private(set) var spans = PieceArray<Range<Int>>()
  var records = PieceArray<PickleRecord>()
  private(set) var globals: [PickleGlobal] = []
  private var globalPlaces: [PickleGlobal: Int] = [:]
  private(set) var arrays: [NumPyArray] = []
  /// What may still be allocated.
  private(set) var allowance: Int

  /// The tables may take as much as the file and 40 MB, so that reading takes at most twice the file and 64 MB in all.
  static let allowedBeyondFile = 40 << 20

  init(bytes: Bytes) {
    self.bytes = bytes
    allowance = bytes.allowance(beyond: Self.allowedBeyondFile)
  }

  mutating func charge(_ size: Int) throws(FormatError) {
    allowance -= size
    guard allowance >= 0 else {
      throw FormatError(
        .tooLarge, "pickle",
        "It holds more objects than a model of \(bytes.count) bytes can: reading on would take more than twice its size and 64 MB."
      )
    }
  }

  @inline(__always)
  private mutating func chargePiece<Element>(of array: PieceArray<Element>) throws(FormatError) {
    if array.isFull { try charge(MemoryLayout<Element>.stride * PieceArray<Element>.pieceCount) }
  }

  // MARK: Making

  mutating func addSlot(_ word: PickleWord) throws(FormatError) {
    try chargePiece(of: slots)
    slots.append(word)
  }

  mutating func addRow(_ kind: PickleRow.Kind, _ first: Int, _ second: Int = 0) throws(FormatError) -> PickleWord {
    try chargePiece(of: rows)
    guard let first = UInt32(exactly: first), let second = UInt32(exactly: second) else {
      throw FormatError(.tooLarge, "pickle", "It holds more than four thousand million parts.")
    }
    rows.append(PickleRow(first: first, second: second, kind: kind))
    return PickleWord(.row, UInt64(rows.count - 1))
  }

  mutating func addDouble(_ value: Double) throws(FormatError) -> PickleWord {
    try chargePiece(of: doubles)
    doubles.append(value)
    return PickleWord(.double, UInt64(doubles.count - 1))
  }

  mutating func addSpan(_ kind: PickleRow.Kind, _ range: Range<Int>) throws(FormatError) -> PickleWord {
    try chargePiece(of: spans)
    spans.append(range)
    return try addRow(kind, spans.count - 1)
  }

  /// Text or bytes that stand in the file.
  mutating func addRunOfBytes(
    _ tag: PickleWord.Tag, _ kind: PickleRow.Kind, _ range: Range<Int>
  ) throws(FormatError) -> PickleWord {
    if let word = PickleWord(tag, offset: range.lowerBound, count: range.count) { return word }
    return try addSpan(kind, range)
  }

  /// Text or bytes that stand in the file in another form.
  mutating func addUnescaped(
    _ tag: PickleWord.Tag, _ kind: PickleRow.Kind, _ text: ContiguousArray<UInt8>
  ) throws(FormatError) -> PickleWord {
    try charge(text.count)
    let start = bytes.count + unescaped.count
    unescaped += text
    return try addRunOfBytes(tag, kind, start..<(start + text.count))
  }

  mutating func addGlobal(_ global: PickleGlobal) throws(FormatError) -> PickleWord {
    if let place = globalPlaces[global] { return try addRow(.global, place) }
    try charge(160 + 3 * (global.module.utf8.count + global.name.utf8.count))
    globals.append(global)
    globalPlaces[global] = globals.count - 1
    return try addRow(.global, globals.count - 1)
  }

  mutating func addRecord(_ record: PickleRecord) throws(FormatError) -> PickleWord {
    try chargePiece(of: records)
    records.append(record)
    return try addRow(.object, records.count - 1)
  }

  mutating func addArray(_ array: NumPyArray) throws(FormatError) -> PickleWord {
    try charge(MemoryLayout<NumPyArray>.stride + 64)
    arrays.append(array)
    return try addRow(.rawArray, arrays.count - 1)
  }

  /// Puts words behind a chain; `head` and `tail` are its ends, `UInt32.max` for none.
  mutating func extend(
    _ head: inout UInt32, _ tail: inout UInt32, by words: ArraySlice<PickleWord>
  ) throws(FormatError) {
    guard !words.isEmpty else { return }
    let start = slots.count
    for word in words { try addSlot(word) }
    if tail != .max, Int(runs[Int(tail)].start) + Int(runs[Int(tail)].count) == start {
      runs[Int(tail)].count += UInt32(words.count)
      return
    }
    guard let first = UInt32(exactly: start) else {
      throw FormatError(.tooLarge, "pickle", "It holds more than four thousand million parts.")
    }
    try chargePiece(of: runs)
    runs.append(Run(start: first, count: UInt32(words.count), next: .max))
    let place = UInt32(runs.count - 1)
    if tail == .max { head = place } else { runs[Int(tail)].next = place }
    tail = place
  }

  // MARK: Looking

  func row(_ word: PickleWord) -> PickleRow? { word.tag == .row ? rows[word.index] : nil }

  /// How many slots a chain has.
  func count(from head: UInt32) -> Int {
    var count = 0
    var place = head
    while place != .max {
      count += Int(runs[Int(place)].count)
      place = runs[Int(place)].next
    }
    return count
  }

  /// What stands last under a text key in a chain of keys and values. Nothing is copied.
  func value(under key: String, from head: UInt32) -> PickleWord? {
    var found: PickleWord?
    var isHit = false
    var isKey = true
    var place = head
    while place != .max {
      let run = runs[Int(place)]
      for slot in Int(run.start)..<(Int(run.start) + Int(run.count)) {
        let word = slots[slot]
        if isKey {
          isHit =
            self.run(of: word).map { bytes in
              bytes.count == key.utf8.count && bytes.storage[bytes.range].elementsEqual(key.utf8)
            } ?? false
        } else if isHit {
          found = word
        }
        isKey.toggle()
      }
      place = run.next
    }
    return found
  }

  /// The slots of a chain, in order.
  func chain(from head: UInt32) -> [PickleWord] {
    let count = count(from: head)
    var words: [PickleWord] = []
    words.reserveCapacity(count)
    var place = head
    while place != .max {
      let run = runs[Int(place)]
      for slot in Int(run.start)..<(Int(run.start) + Int(run.count)) { words.append(slots[slot]) }
      place = run.next
    }
    return words
  }

  func slots(_ row: PickleRow) -> [PickleWord] {
    let start = Int(row.first)
    return (start..<(start + Int(row.second))).map { slots[$0] }
  }

  /// The bytes of text, bytes, narrow text or a byte array; nil for all other values.
  func run(of word: PickleWord) -> Bytes? {
    switch word.tag {
    case .text, .bytes, .narrowText: return part(word.offset..<(word.offset + word.count))
    case .row:
      let row = rows[word.index]
      switch row.kind {
      case .text, .bytes, .narrowText, .byteArray, .bigInteger, .decimal: return part(spans[Int(row.first)])
      default: return nil
      }
    default: return nil
    }
  }

  private func part(_ range: Range<Int>) -> Bytes? {
    if range.lowerBound < bytes.count || range.isEmpty {
      return bytes.part(min(range.lowerBound, bytes.count), count: range.count)
    }
    return Bytes(storage: unescaped, range: (range.lowerBound - bytes.count)..<(range.upperBound - bytes.count))
  }
}
