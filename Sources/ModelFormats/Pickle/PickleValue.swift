// One value of a pickle, seen as what Python would make of it.

/// A view of one value. Cheap to copy; keeps its pickle alive.
///
/// A pickle may hold itself: whoever walks through values must bound the depth.
package struct PickleValue: Sendable {
  package let pickle: Pickle
  let word: PickleWord

  init(_ pickle: Pickle, _ word: PickleWord) {
    self.pickle = pickle
    self.word = word
  }

  /// What a value is, its content aside.
  package enum Kind: String, Sendable {
    case none, boolean, integer, double, text, narrowText, bytes, byteArray, tuple, list, dictionary, set, frozenSet
    case global, object, persistent, array
  }

  package var kind: Kind {
    switch word.tag {
    case .none, .absent: return .none
    case .boolean: return .boolean
    case .integer: return .integer
    case .text: return .text
    case .bytes: return .bytes
    case .narrowText: return .narrowText
    case .double: return .double
    case .row: return Self.kinds[Int(pickle.arena.rows[word.index].kind.rawValue)]
    }
  }

  /// In the order of `PickleRow.Kind`.
  private static let kinds: [Kind] = [
    .integer, .integer, .text, .bytes, .narrowText, .byteArray, .tuple, .frozenSet, .list, .dictionary, .set, .global,
    .object, .persistent, .array,
  ]

  package var isNone: Bool { kind == .none }

  /// Tells values apart that are one thing in the file (`is` in Python), where they are no small numbers.
  package var identity: UInt64 { word.bits }

  private func view(_ word: PickleWord) -> PickleValue { PickleValue(pickle, word) }

  // MARK: Numbers

  package var boolean: Bool? {
    if word.tag == .boolean { return word.payload == 1 }
    return scalar?.boolean
  }

  /// An `int`, `bool` or integer of NumPy's that fits 64 bits.
  package var integer: Int? {
    switch word.tag {
    case .integer: return word.integer
    case .boolean: return Int(word.payload)
    case .row:
      guard let row = pickle.arena.row(word) else { return nil }
      switch row.kind {
      case .bigInteger: return pickle.arena.run(of: word).flatMap(PythonNumber.integer(littleEndian:))
      case .decimal: return (pickle.arena.run(of: word)?.latin1).flatMap { Int($0) }
      default: return scalar?.integer
      }
    default: return nil
    }
  }

  /// Any real number, Python's or NumPy's.
  package var double: Double? {
    if word.tag == .double { return pickle.arena.doubles[word.index] }
    if let integer { return Double(integer) }
    if let row = pickle.arena.row(word) {
      switch row.kind {
      case .bigInteger: return pickle.arena.run(of: word).map(PythonNumber.double(littleEndian:))
      case .decimal: return (pickle.arena.run(of: word)?.latin1).flatMap { Double($0) }
      default: break
      }
    }
    return scalar?.double
  }

  // MARK: Text

  /// A `str`, of Python 2 or 3, or NumPy's.
  package var text: String? {
    switch kind {
    case .text:
      return pickle.arena.run(of: word).map { $0.utf8 ?? String(decoding: $0.storage[$0.range], as: UTF8.self) }
    case .narrowText: return pickle.arena.run(of: word).map { $0.utf8 ?? $0.latin1 }
    default: return scalar?.text
    }
  }

  /// `bytes` in any of its guises: Python 2's `str`, a `bytearray`, latin-1 text that `_codecs.encode` makes bytes of.
  package var bytes: Bytes? { bytes(depth: 0) }

  private static let deepestCalls = 8

  private func bytes(depth: Int) -> Bytes? {
    guard depth < Self.deepestCalls else { return nil }
    switch kind {
    case .bytes, .narrowText, .byteArray: return pickle.arena.run(of: word)
    case .object: return encodedBytes(depth)
    default: return nil
    }
  }

  /// The bytes of any text or bytes as they stand in the file.
  package var raw: Bytes? { pickle.arena.run(of: word) }

  private func encodedBytes(_ depth: Int) -> Bytes? {
    guard let object, let path = object.callable?.path else { return nil }
    let arguments = object.arguments
    switch path {
    case "_codecs.encode":
      guard arguments.count == 2, let text = arguments[0].raw, let encoding = arguments[1].text else { return nil }
      return encoding == "latin1" || encoding == "latin-1"
        ? PythonNumber.latin1(utf8: text) : encoding == "ascii" ? text : nil
    case "builtins.bytes", "__builtin__.bytes":
      return arguments.isEmpty ? Bytes([]) : arguments[0].bytes(depth: depth + 1)
    case "builtins.bytearray", "__builtin__.bytearray":
      guard let first = arguments.first else { return Bytes([]) }
      if arguments.count == 2, let text = first.raw { return PythonNumber.latin1(utf8: text) }
      return first.kind == .integer ? nil : first.bytes(depth: depth + 1)
    default: return nil
    }
  }

  // MARK: Containers

  package var isTuple: Bool { kind == .tuple }

  /// The elements of a tuple, list or set, also where it was made by a call (`set([…])`, Python 2).
  package var items: [PickleValue]? { items(depth: 0) }

  /// Calls in calls are followed a few deep: a file may hold a million.
  private func items(depth: Int) -> [PickleValue]? {
    guard depth < Self.deepestCalls, let row = pickle.arena.row(word) else { return nil }
    switch row.kind {
    case .tuple, .frozenSet: return pickle.arena.slots(row).map(view)
    case .list, .set: return pickle.arena.chain(from: row.first).map(view)
    case .object:
      guard let object, let path = object.callable?.path, Self.collections.contains(path) else { return nil }
      return object.arguments.first?.items(depth: depth + 1) ?? (object.arguments.isEmpty ? [] : nil)
    default: return nil
    }
  }

  private static let collections: Set = [
    "builtins.set", "__builtin__.set", "builtins.frozenset", "__builtin__.frozenset", "builtins.list",
    "__builtin__.list", "builtins.tuple", "__builtin__.tuple",
  ]

  package typealias Entry = (key: PickleValue, value: PickleValue)

  /// The entries of a dictionary, in order; also of `OrderedDict`, `defaultdict`, `Counter` and classes derived from them.
  package var entries: [Entry]? {
    guard let row = pickle.arena.row(word) else { return nil }
    switch row.kind {
    case .dictionary: return Self.pairs(pickle.arena.chain(from: row.first).map(view))
    case .object:
      guard let object else { return nil }
      // Protocols 0 and 1: `_reconstructor(class, dict, {…})`.
      let isDerived = object.callable != object.type && object.arguments.last?.kind == .dictionary
      let isKnown = object.type.map { Self.mappings.contains($0.path) } ?? false
      guard isDerived || isKnown || object.record.entryHead != .max else { return nil }
      let given = isDerived || isKnown ? object.arguments.last.flatMap(Self.entries(given:)) ?? [] : []
      return given + Self.pairs(pickle.arena.chain(from: object.record.entryHead).map(view))
    default: return nil
    }
  }

  /// The entries of a plain dictionary from text to integers, without a view for each; nil for any other.
  package func forEachInteger(_ body: (String, Int) throws -> Bool) rethrows -> Bool {
    guard let row = pickle.arena.row(word), row.kind == .dictionary else { return false }
    let arena = pickle.arena
    let words = arena.chain(from: row.first)
    for place in stride(from: 0, to: words.count - 1, by: 2) {
      guard words[place + 1].tag == .integer, words[place].tag == .text || words[place].tag == .narrowText,
        let text = arena.run(of: words[place])?.utf8
      else { return false }
      guard try body(text, words[place + 1].integer) else { return false }
    }
    return true
  }

  private static let mappings: Set = [
    "collections.OrderedDict", "collections.defaultdict", "collections.Counter", "builtins.dict", "__builtin__.dict",
  ]

  /// `OrderedDict([[key, value], …])` of Python 2, `Counter({…})`.
  private static func entries(given value: PickleValue) -> [Entry]? {
    if value.kind == .dictionary { return value.entries }
    guard value.kind == .list || value.kind == .tuple else { return nil }
    return value.items?.compactMap { pair in
      guard let pair = pair.items, pair.count == 2 else { return nil }
      return (pair[0], pair[1])
    }
  }

  private static func pairs(_ values: [PickleValue]) -> [Entry] {
    stride(from: 0, to: values.count - 1, by: 2).map { (values[$0], values[$0 + 1]) }
  }

  /// What stands under a text key; the last one counts. Linear in the number of entries.
  package subscript(key: String) -> PickleValue? {
    if let row = pickle.arena.row(word), row.kind == .dictionary {
      return pickle.arena.value(under: key, from: row.first).map(view)
    }
    return entries?.last { $0.key.raw.map { bytes in bytes.storage[bytes.range].elementsEqual(key.utf8) } ?? false }?
      .value
  }

  /// How many values a tuple, list, set or dictionary holds (keys count too), without looking at them.
  package var slotCount: Int {
    guard let row = pickle.arena.row(word) else { return 0 }
    switch row.kind {
    case .tuple, .frozenSet: return Int(row.second)
    case .list, .set, .dictionary: return pickle.arena.count(from: row.first)
    case .object:
      let record = pickle.arena.records[Int(row.first)]
      let arguments = pickle.arena.row(record.arguments).map { Int($0.second) } ?? 0
      return arguments + pickle.arena.count(from: record.itemHead) + pickle.arena.count(from: record.entryHead)
    default: return 0
    }
  }

  // MARK: Objects

  package var global: PickleGlobal? {
    guard let row = pickle.arena.row(word), row.kind == .global else { return nil }
    return pickle.arena.globals[Int(row.first)]
  }

  package var object: PickleObject? {
    guard let row = pickle.arena.row(word), row.kind == .object else { return nil }
    return PickleObject(pickle, pickle.arena.records[Int(row.first)], word)
  }

  /// What a persistent identifier was.
  package var persistentID: PickleValue? {
    guard let row = pickle.arena.row(word), row.kind == .persistent else { return nil }
    return view(pickle.arena.slots[Int(row.first)])
  }

  /// An array of joblib's, between the opcodes or from a file beside.
  var rawArray: NumPyArray? {
    guard let row = pickle.arena.row(word), row.kind == .rawArray else { return nil }
    return pickle.arena.arrays[Int(row.first)]
  }
}

/// A recorded object: what was to be called, with what, and the state handed to it.
package struct PickleObject: Sendable {
  package let pickle: Pickle
  let record: PickleRecord
  let word: PickleWord

  init(_ pickle: Pickle, _ record: PickleRecord, _ word: PickleWord) {
    self.pickle = pickle
    self.record = record
    self.word = word
  }

  package var value: PickleValue { PickleValue(pickle, word) }

  private func view(_ word: PickleWord) -> PickleValue? { word == .absent ? nil : PickleValue(pickle, word) }

  /// The class or function as the pickle names it.
  package var callable: PickleGlobal? { view(record.callable)?.global }

  /// The class of the object: behind `copyreg`'s functions too.
  package var type: PickleGlobal? {
    guard let callable else { return nil }
    let isReconstruction = [
      "copy_reg._reconstructor", "copyreg._reconstructor", "copyreg.__newobj__", "copyreg.__newobj_ex__",
    ]
    .contains(callable.path)
    return isReconstruction ? arguments.first?.global : callable
  }

  package var arguments: [PickleValue] { view(record.arguments)?.items ?? [] }
  package var keywords: PickleValue? { view(record.keywords) }
  package var state: PickleValue? { view(record.state) }
  /// Elements of an instance of a list's or set's subclass.
  package var items: [PickleValue] { pickle.arena.chain(from: record.itemHead).map { PickleValue(pickle, $0) } }
  var payload: PickleValue? { view(record.payload) }

  /// An attribute: from the state's dictionary, or from the slots beside it.
  package subscript(attribute: String) -> PickleValue? {
    guard let state else { return nil }
    if state.kind == .tuple, let parts = state.items, parts.count == 2 {
      return parts[1][attribute] ?? parts[0][attribute]
    }
    return state[attribute]
  }

  /// All attributes, in the order of the state.
  package var attributes: [PickleValue.Entry] {
    guard let state else { return [] }
    if state.kind == .tuple, let parts = state.items, parts.count == 2 {
      return (parts[0].entries ?? []) + (parts[1].entries ?? [])
    }
    return state.entries ?? []
  }
}
