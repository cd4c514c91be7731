// Attributes and arrays as typed values, with errors that say where.

internal import PredictiveMarkup

extension PMMLReader {
  func required(_ element: MarkupElement, _ name: String) throws(FormatError) -> String {
    guard let value = element[name] else { throw cursor.malformed(element, "the attribute \(name) is missing.") }
    return cursor.shared(value)
  }

  func number(_ element: MarkupElement, _ name: String) throws(FormatError) -> Double? {
    guard let text = element[name] else { return nil }
    guard let number = Literal.number(text) else { throw cursor.malformed(element, "\(name) is \(text), no number.") }
    return number
  }

  func requiredNumber(_ element: MarkupElement, _ name: String) throws(FormatError) -> Double {
    guard let number = try number(element, name) else {
      throw cursor.malformed(element, "the attribute \(name) is missing.")
    }
    return number
  }

  func integer(_ element: MarkupElement, _ name: String) throws(FormatError) -> Int? {
    guard let number = try number(element, name) else { return nil }
    guard let integer = Int(exactly: number) else { throw cursor.malformed(element, "\(name) is no whole number.") }
    return integer
  }

  func flag(_ element: MarkupElement, _ name: String) throws(FormatError) -> Bool? {
    switch element[name] {
    case nil: return nil
    case "true", "1": return true
    case "false", "0": return false
    case let text?: throw cursor.malformed(element, "\(name) is \(text), neither true nor false.")
    }
  }

  /// A word out of a list; other vendors' words are written with `x-` before them.
  func choice<Choice: RawRepresentable>(
    _ element: MarkupElement, _ name: String, _: Choice.Type
  ) throws(FormatError) -> Choice? where Choice.RawValue == String {
    guard let text = element.extended(name) else { return nil }
    if let choice = Choice(rawValue: text) { return choice }
    if text.hasPrefix("x-"), let choice = Choice(rawValue: String(text.dropFirst(2))) { return choice }
    throw cursor.unsupported(element, "\(name) is \(text), which is not known.")
  }

  func type(_ element: MarkupElement, _ name: String) throws(FormatError) -> FieldType? {
    guard let text = element[name] else { return nil }
    guard let type = FieldType(name: text) else { throw cursor.unsupported(element, "\(text) is no data type.") }
    return type
  }

  func literal(_ element: MarkupElement, _ name: String) -> Literal? { element[name].map { Literal($0) } }

  func list<Item>(
    _ element: MarkupElement, _ name: String, _ read: (MarkupElement) throws(FormatError) -> Item
  ) throws(FormatError) -> [Item] {
    var items: [Item] = []
    try cursor.children(of: element) { (child) throws(FormatError) in
      if child.name == name { try keep(read(child), of: child, in: &items) }
    }
    return items
  }

  /// Adds to a list whose items are counted.
  func keep<Item>(_ item: Item, of element: MarkupElement, in items: inout [Item]) throws(FormatError) {
    try cursor.keep(Item.self, behind: items.count, of: element)
    items.append(item)
  }

  /// The different words of an `Array`, parted by blanks, or in double quotes with `\"` inside. Read piece by piece as the
  /// parser hands them over.
  func differentWords(_ element: MarkupElement) throws(FormatError) -> [Literal] {
    var words: [Literal] = []
    var seen: Set<String> = []
    var word: [UInt8] = []
    var (isQuoted, isOpen, isEscaped) = (false, false, false)
    func close() throws(FormatError) {
      guard isOpen else { return }
      let text = String(decoding: word, as: UTF8.self)
      word.removeAll(keepingCapacity: true)
      isOpen = false
      guard seen.insert(text).inserted else { return }
      guard words.count < Self.mostWords else {
        throw cursor.malformed(element, "the array has more than \(Self.mostWords) words.")
      }
      words.append(Literal(text))
    }
    try cursor.scan(textOf: element) { (byte) throws(FormatError) in
      if isEscaped {
        if byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") { word.append(UInt8(ascii: "\\")) }
        word.append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        (isEscaped, isOpen) = (true, true)
      } else if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
        isOpen = true
      } else if !isQuoted, byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D {
        try close()
      } else {
        word.append(byte)
        isOpen = true
      }
    }
    if isEscaped { word.append(UInt8(ascii: "\\")) }
    try close()
    return words
  }

  /// More categories than a field has; a set of so many is made to take memory.
  private static let mostWords = 1 << 18
  /// Numbers of an array whose fields are not known yet.
  private static let mostNumbers = 1 << 16

  /// Numbers parted by blanks; quotes around one count for nothing. Read piece by piece as the parser hands them over, so
  /// that a long array takes the memory of its numbers.
  func numbers(_ element: MarkupElement, most: Int) throws(FormatError) -> [Double] {
    var numbers: [Double] = []
    numbers.reserveCapacity(min(most, 1024))
    var word: [UInt8] = []
    func close() throws(FormatError) {
      guard !word.isEmpty else { return }
      let text = String(decoding: word, as: UTF8.self)
      guard let number = Literal.number(text) else { throw cursor.malformed(element, "\(text) is no number.") }
      guard numbers.count < most else { throw cursor.malformed(element, "there are more than \(most) numbers.") }
      numbers.append(number)
      word.removeAll(keepingCapacity: true)
    }
    try cursor.scan(textOf: element) { (byte) throws(FormatError) in
      switch byte {
      case 0x20, 0x0A, 0x09, 0x0D: try close()
      case UInt8(ascii: "\""): break
      default:
        guard word.count < 1000 else { throw cursor.malformed(element, "A number has more than a thousand digits.") }
        word.append(byte)
      }
    }
    try close()
    return numbers
  }

  /// A dense or sparse array; nil for other elements. `width` is how many fields it has numbers for, 0 where that is not
  /// known; a sparse array has so many where it does not say.
  func array(_ element: MarkupElement, width: Int) throws(FormatError) -> [Double]? {
    switch element.name {
    case "Array", "REAL-ARRAY", "INT-ARRAY", "NUM-ARRAY":
      return try numbers(element, most: width > 0 ? width : Self.mostNumbers)
    case "REAL-SparseArray", "INT-SparseArray":
      let count = try integer(element, "n") ?? width
      guard count >= 0, count <= 1 << 20 else { throw cursor.malformed(element, "n is \(count).") }
      var values = [Double](repeating: try number(element, "defaultValue") ?? 0, count: count)
      var (places, entries): ([Double], [Double]) = ([], [])
      try cursor.children(of: element) { (child) throws(FormatError) in
        if child.name == "Indices" { places = try numbers(child, most: count) }
        if child.name == "REAL-Entries" || child.name == "INT-Entries" { entries = try numbers(child, most: count) }
      }
      guard places.count == entries.count else {
        throw cursor.malformed(element, "\(places.count) indices stand against \(entries.count) entries.")
      }
      for (place, entry) in zip(places, entries) {
        guard let index = Int(exactly: place), (1...max(count, 1)).contains(index), index <= count else {
          throw cursor.malformed(element, "the index \(place) is not within 1 and \(count).")
        }
        values[index - 1] = entry
      }
      return values
    default: return nil
    }
  }

  func table(_ element: MarkupElement) throws(FormatError) -> InlineTable {
    var table = InlineTable()
    var places: [String: Int] = [:]
    var present = 0
    var cells: [String?] = []
    try cursor.children(of: element) { (row) throws(FormatError) in
      guard row.name == "row" else { return }
      cells.removeAll(keepingCapacity: true)
      try cursor.children(of: row) { (cell) throws(FormatError) in
        let text = try cursor.text(of: cell)
        present += 1
        var place = table.columns.count
        if let known = places[cell.name] {
          place = known
        } else {
          guard table.columns.count < 100_000 else { throw cursor.malformed(cell, "the table has too many columns.") }
          places[cell.name] = place
          table.columns.append(cell.name)
        }
        while cells.count <= place { cells.append(nil) }
        cells[place] = text
      }
      // Rows that name one of a hundred thousand columns each would be many times as large as their text.
      guard table.rows.cellCount + cells.count <= max(1 << 20, 8 * present) else {
        throw cursor.malformed(row, "the table is nearly all holes.")
      }
      table.rows.append(cells)
    }
    return table
  }
}
