// What a pickle holds, in the notation that `Tests/Oracle/pickle_fixtures.py` writes.

@testable import ModelFormats

/// Writes values; one that holds itself is named by how far up it stands.
struct PickleDump {
  private var above: [UInt64] = []
  private var text = ""

  static func text(of value: PickleValue) -> String {
    var dump = PickleDump()
    dump.write(value)
    return dump.text
  }

  private mutating func write(_ value: PickleValue) {
    if let place = above.lastIndex(of: value.identity) {
      text += "@\(above.count - place)"
      return
    }
    switch value.kind {
    case .none: text += "N"
    case .boolean: text += value.boolean == true ? "T" : "F"
    case .integer: text += "i" + (value.integer.map { String($0) } ?? BigDecimal.text(of: value))
    case .double: text += "f" + Self.bits(value.double ?? 0)
    case .text: text += "u" + Self.hex(value.raw)
    case .narrowText, .bytes: text += "b" + Self.hex(value.raw)
    case .byteArray: text += "a" + Self.hex(value.raw)
    case .tuple: inside(value, "(", ")", value.items ?? [])
    case .list: inside(value, "[", "]", value.items ?? [])
    case .set: sorted(value, "s")
    case .frozenSet: sorted(value, "z")
    case .dictionary: pairs(value, "")
    case .global: text += "g<\(Self.path(value.global))>"
    case .persistent:
      text += "p<"
      if let identifier = value.persistentID { write(identifier) }
      text += ">"
    case .array: text += "array"
    case .object: writeObject(value)
    }
  }

  private mutating func inside(_ value: PickleValue, _ start: String, _ end: String, _ items: [PickleValue]) {
    above.append(value.identity)
    text += start
    for (index, item) in items.enumerated() {
      if index > 0 { text += " " }
      write(item)
    }
    text += end
    above.removeLast()
  }

  private mutating func sorted(_ value: PickleValue, _ mark: String) {
    let outer = text
    above.append(value.identity)
    let texts = (value.items ?? []).map { item in
      text = ""
      write(item)
      return text
    }
    above.removeLast()
    text = outer + "\(mark)<\(texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.joined(separator: " "))>"
  }

  private mutating func pairs(_ value: PickleValue, _ name: String) {
    above.append(value.identity)
    text += "\(name){"
    writePairs(value.entries ?? [])
    text += "}"
    above.removeLast()
  }

  private mutating func writePairs(_ entries: [PickleValue.Entry]) {
    for (index, entry) in entries.enumerated() {
      if index > 0 { text += " " }
      write(entry.key)
      text += ":"
      write(entry.value)
    }
  }

  private mutating func writeObject(_ value: PickleValue) {
    guard let object = value.object, let type = object.type else { return text += "?" }
    switch type.name {
    case "encode", "bytes": text += "b" + Self.hex(value.bytes)
    case "bytearray": text += "a" + Self.hex(value.bytes)
    case "set": sorted(value, "s")
    case "frozenset": sorted(value, "z")
    case "complex":
      text += "c<"
      for (index, part) in object.arguments.enumerated() {
        if index > 0 { text += " " }
        write(part)
      }
      text += ">"
    case "slice": inside(value, "slice<", ">", object.arguments)
    case "OrderedDict", "defaultdict", "Counter": pairs(value, type.name)
    case "getattr": text += "g<\(object.arguments.first?.global?.path ?? "?")>"
    default: writeInstance(value, object, type)
    }
  }

  private mutating func writeInstance(_ value: PickleValue, _ object: PickleObject, _ type: PickleGlobal) {
    above.append(value.identity)
    text += "O<\(type.name) {"
    let attributes = object.attributes.compactMap { entry in (entry.key.text ?? "").isEmpty ? nil : entry }
    let named = attributes.map { ($0.key.text ?? "", $0.value) }.filter { $0.0 != "given" }
    for (index, attribute) in named.sorted(by: { $0.0 < $1.0 }).enumerated() {
      if index > 0 { text += " " }
      text += "\(attribute.0):"
      write(attribute.1)
    }
    text += "} ["
    let isList = type.name == "Listing"
    let given = isList && object.callable != type ? object.arguments.last?.items ?? [] : []
    for (index, item) in (given + object.items).enumerated() {
      if index > 0 { text += " " }
      write(item)
    }
    text += "] {"
    if type.name == "Mapping" { writePairs(value.entries ?? []) }
    text += "}>"
    above.removeLast()
  }

  /// Protocols up to 2 write Python 2's name of the module.
  private static func path(_ global: PickleGlobal?) -> String {
    guard let global else { return "?" }
    return global.module == "__builtin__" ? "builtins.\(global.name)" : global.path
  }

  private static func bits(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    let digits = String(value.bitPattern, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func hex(_ bytes: Bytes?) -> String {
    guard let bytes else { return "?" }
    return (0..<bytes.count).map { index in
      let digits = String(bytes[index], radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }.joined()
  }
}

/// Integers of more than 64 bits, in decimal.
enum BigDecimal {
  static func text(of value: PickleValue) -> String {
    guard let bytes = value.raw else { return "?" }
    if (0..<bytes.count).allSatisfy({ (0x2D...0x39).contains(bytes[$0]) }), bytes.count > 18 { return bytes.latin1 }
    let isNegative = bytes[bytes.count - 1] & 0x80 != 0
    var magnitude = (0..<bytes.count).map { isNegative ? ~bytes[$0] : bytes[$0] }
    if isNegative {
      for index in magnitude.indices {
        magnitude[index] &+= 1
        if magnitude[index] != 0 { break }
      }
    }
    var digits: [UInt8] = []
    while magnitude.contains(where: { $0 != 0 }) {
      var rest = 0
      for index in magnitude.indices.reversed() {
        rest = rest << 8 | Int(magnitude[index])
        magnitude[index] = UInt8(rest / 10)
        rest %= 10
      }
      digits.append(UInt8(0x30 + rest))
    }
    return (isNegative ? "-" : "") + String(decoding: digits.reversed(), as: UTF8.self)
  }
}
