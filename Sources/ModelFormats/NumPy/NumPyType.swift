// What the elements of an array are: NumPy's dtypes.

/// A dtype.
package struct NumPyType: Equatable, Sendable {
  package enum Kind: Character, Sendable {
    case boolean = "b"
    case integer = "i"
    case unsigned = "u"
    case float = "f"
    case complex = "c"
    /// `S`: bytes, padded with zeros.
    case bytes = "S"
    /// `U`: text of four bytes a character.
    case text = "U"
    case object = "O"
    case timeSpan = "m"
    case time = "M"
    /// Raw bytes, or a structure where there are fields.
    case void = "V"
  }
  package struct Field: Equatable, Sendable {
    package var name: String
    package var type: NumPyType
    package var offset: Int
  }
  package var kind: Kind
  /// Bytes an element.
  package var size: Int
  package var isBigEndian: Bool
  package var fields: [Field]
  /// The shape of an element that is itself an array; empty for all others.
  package var innerShape: [Int]
  /// One element of that inner array.
  package var inner: [NumPyType]
  /// The unit of times, such as `ns`; empty for all others.
  package var unit: String

  package init(
    _ kind: Kind, size: Int, isBigEndian: Bool = false, fields: [Field] = [], innerShape: [Int] = [],
    inner: [NumPyType] = [], unit: String = ""
  ) {
    self.kind = kind
    self.size = size
    self.isBigEndian = isBigEndian
    self.fields = fields
    self.innerShape = innerShape
    self.inner = inner
    self.unit = unit
  }

  package static let double = NumPyType(.float, size: 8)

  package var holdsObjects: Bool {
    kind == .object || fields.contains { $0.type.holdsObjects } || inner.contains(where: \.holdsObjects)
  }

  /// From a description such as `<f8`, `|S5`, `U3`, `b`, `datetime64[ns]`; nil where it is none that is known.
  package init?(_ description: String) {
    var text = Substring(description)
    var isBig = false
    if let mark = text.first, "<>|=!".contains(mark) {
      isBig = mark == ">" || mark == "!"
      text = text.dropFirst()
    }
    guard let code = text.first else { return nil }
    var rest = text.dropFirst()
    var unit = ""
    if let bracket = rest.firstIndex(of: "["), rest.last == "]" {
      unit = String(rest[rest.index(after: bracket)...].dropLast())
      rest = rest[..<bracket]
    }
    if !rest.allSatisfy({ ("0"..."9").contains($0) }) {
      guard let (kind, size) = Self.names[String(text.prefix { $0 != "[" })] else { return nil }
      self.init(kind, size: size, isBigEndian: isBig, unit: unit)
      return
    }
    if rest.isEmpty {
      guard let (kind, size) = Self.codes[code] else { return nil }
      self.init(kind, size: size, isBigEndian: isBig, unit: unit)
      return
    }
    let letter: Character = code == "a" ? "S" : code
    guard let kind = Kind(rawValue: letter), let number = Int(rest), number < 1 << 40,
      let size = Self.size(kind, number)
    else { return nil }
    self.init(kind, size: size, isBigEndian: isBig, unit: unit)
  }

  private static func size(_ kind: Kind, _ number: Int) -> Int? {
    switch kind {
    case .boolean: number == 1 ? 1 : nil
    case .integer, .unsigned: [1, 2, 4, 8].contains(number) ? number : nil
    case .float: [2, 4, 8, 10, 12, 16].contains(number) ? number : nil
    case .complex: [8, 16, 20, 24, 32].contains(number) ? number : nil
    case .time, .timeSpan, .object: 8
    case .text: 4 * number
    case .bytes, .void: number
    }
  }

  /// One-letter codes, by their widths on 64-bit systems other than Windows.
  private static let codes: [Character: (Kind, Int)] = [
    "?": (.boolean, 1), "b": (.integer, 1), "B": (.unsigned, 1), "h": (.integer, 2), "H": (.unsigned, 2),
    "i": (.integer, 4), "I": (.unsigned, 4), "l": (.integer, 8), "L": (.unsigned, 8), "q": (.integer, 8),
    "Q": (.unsigned, 8), "p": (.integer, 8), "P": (.unsigned, 8), "e": (.float, 2), "f": (.float, 4), "d": (.float, 8),
    "g": (.float, 16), "F": (.complex, 8), "D": (.complex, 16), "G": (.complex, 32), "O": (.object, 8),
    "S": (.bytes, 0),
    "U": (.text, 0), "V": (.void, 0), "M": (.time, 8), "m": (.timeSpan, 8), "c": (.bytes, 1),
  ]

  private static let names: [String: (Kind, Int)] = [
    "bool": (.boolean, 1), "int8": (.integer, 1), "int16": (.integer, 2), "int32": (.integer, 4),
    "int64": (.integer, 8),
    "uint8": (.unsigned, 1), "uint16": (.unsigned, 2), "uint32": (.unsigned, 4), "uint64": (.unsigned, 8),
    "int": (.integer, 8), "intp": (.integer, 8), "uintp": (.unsigned, 8), "float16": (.float, 2),
    "float32": (.float, 4),
    "float64": (.float, 8), "float": (.float, 8), "double": (.float, 8), "complex64": (.complex, 8),
    "complex128": (.complex, 16), "complex": (.complex, 16), "object": (.object, 8), "datetime64": (.time, 8),
    "timedelta64": (.timeSpan, 8), "float128": (.float, 16), "longdouble": (.float, 16), "str": (.text, 0),
    "bytes": (.bytes, 0),
  ]

  /// As NumPy writes it: `<f8`, `|b1`.
  package var description: String {
    let order = size == 1 || [.bytes, .object, .void, .boolean].contains(kind) ? "|" : isBigEndian ? ">" : "<"
    let width = kind == .text ? size / 4 : size
    return "\(order)\(kind.rawValue)\(kind == .object ? "" : String(width))\(unit.isEmpty ? "" : "[\(unit)]")"
  }
}

// MARK: From pickles

extension PickleValue {
  /// This value as a dtype: `numpy.dtype('f8', False, True)` and the state that it was given.
  package func dtype(depth: Int = 0) -> NumPyType? {
    guard depth < 16, let object else { return nil }
    guard let callable = object.callable, callable.module == "numpy", callable.name == "dtype" else {
      return builtinType
    }
    guard let first = object.arguments.first else { return nil }
    guard let code = first.text, var type = NumPyType(code) else { return first.builtinType }
    guard let state = object.state?.items, state.count >= 8 else { return type }
    type.isBigEndian = state[1].text == ">"
    guard type.kind == .void else { return state.count > 8 ? type.with(metadata: state[8]) : type }
    if let size = state[5].integer, size >= 0, size < 1 << 40 { type.size = size }
    if let names = state[3].items, let offsets = state[4].entries {
      guard let fields = Self.fields(names, offsets, size: type.size, depth: depth) else { return nil }
      type.fields = fields
    } else if let parts = state[2].items, parts.count == 2, let inner = parts[0].dtype(depth: depth + 1) {
      type.inner = [inner]
      type.innerShape = parts[1].items?.compactMap(\.integer) ?? (parts[1].integer.map { [$0] } ?? [])
      guard type.innerShape.allSatisfy({ $0 >= 0 }) else { return nil }
    }
    return type
  }

  private static func fields(
    _ names: [PickleValue], _ offsets: [Entry], size: Int, depth: Int
  ) -> [NumPyType.Field]? {
    guard names.count <= 4096 else { return nil }
    var table: [String: [PickleValue]] = [:]
    for (key, value) in offsets { table[key.text ?? ""] = value.items }
    var fields: [NumPyType.Field] = []
    for name in names {
      guard let name = name.text, let parts = table[name], parts.count >= 2,
        let type = parts[0].dtype(depth: depth + 1),
        let offset = parts[1].integer, offset >= 0, offset <= size - type.size
      else { return nil }
      fields.append(NumPyType.Field(name: name, type: type, offset: offset))
    }
    return fields
  }

  /// `numpy.dtype(numpy.float64)`, and classes of NumPy's where a dtype is meant.
  private var builtinType: NumPyType? {
    guard let global, ["numpy", "builtins", "__builtin__"].contains(global.module) else { return nil }
    return NumPyType(global.name == "bool_" ? "bool" : global.name == "object_" ? "object" : global.name)
  }
}

extension NumPyType {
  /// The unit of times: a pair of a dictionary and `(b'ns', 1, 1, 1)`.
  fileprivate func with(metadata: PickleValue) -> NumPyType {
    guard kind == .time || kind == .timeSpan, let parts = metadata.items, parts.count == 2, let unit = parts[1].items,
      unit.count >= 2, let name = unit[0].bytes?.utf8 ?? unit[0].text, let step = unit[1].integer
    else { return self }
    var result = self
    result.unit = step == 1 ? name : "\(step)\(name)"
    return result
  }
}
