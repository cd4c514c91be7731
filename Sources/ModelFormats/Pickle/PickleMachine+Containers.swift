// Opcodes that make and fill tuples, lists, dictionaries and sets.

extension PickleMachine {
  mutating func executeContainer(_ opcode: Opcode) throws(FormatError) {
    switch opcode {
    case .emptyTuple: try push(try arena.addRow(.tuple, 0, 0))
    case .tuple1: try pushTuple(ofTop: 1)
    case .tuple2: try pushTuple(ofTop: 2)
    case .tuple3: try pushTuple(ofTop: 3)
    case .tuple: try pushFixed(.tuple, from: try popMark("TUPLE"))
    case .frozenSet: try pushFixed(.frozenSet, from: try popMark("FROZENSET"))
    case .emptyList: try push(try emptyContainer(.list))
    case .emptyDictionary: try push(try emptyContainer(.dictionary))
    case .emptySet: try push(try emptyContainer(.set))
    case .list: try pushFilled(.list, "LIST")
    case .dictionary: try pushFilled(.dictionary, "DICT")
    case .append:
      let word = try pop("APPEND")
      try fill(try top("APPEND"), with: [word], isEntries: false, "APPEND")
    case .setItem:
      let value = try pop("SETITEM")
      let key = try pop("SETITEM")
      try fill(try top("SETITEM"), with: [key, value], isEntries: true, "SETITEM")
    case .appends: try fillFromMark(isEntries: false, "APPENDS")
    case .addItems: try fillFromMark(isEntries: false, "ADDITEMS")
    case .setItems: try fillFromMark(isEntries: true, "SETITEMS")
    default: preconditionFailure("\(opcode) fills no container")
    }
  }

  private mutating func emptyContainer(_ kind: PickleRow.Kind) throws(FormatError) -> PickleWord {
    try arena.addRow(kind, Int(UInt32.max), Int(UInt32.max))
  }

  private mutating func pushTuple(ofTop count: Int) throws(FormatError) {
    guard stack.count - count >= (marks.last ?? 0) else {
      throw malformed("A tuple needs \(count) values on the stack.")
    }
    try pushFixed(.tuple, from: stack.count - count)
  }

  /// A tuple or frozen set of what is on the stack from `height` on.
  mutating func pushFixed(_ kind: PickleRow.Kind, from height: Int) throws(FormatError) {
    let start = arena.slots.count
    for word in stack[height...] { try arena.addSlot(word) }
    let word = try arena.addRow(kind, start, stack.count - height)
    stack.removeSubrange(height...)
    try push(word)
  }

  private mutating func pushFilled(_ kind: PickleRow.Kind, _ name: String) throws(FormatError) {
    let height = try popMark(name)
    let words = stack[height...]
    let container = try emptyContainer(kind)
    try fill(container, with: words, isEntries: kind == .dictionary, name)
    stack.removeSubrange(height...)
    try push(container)
  }

  private mutating func fillFromMark(isEntries: Bool, _ name: String) throws(FormatError) {
    let height = try popMark(name)
    let words = stack[height...]
    guard height > (marks.last ?? 0) else { throw malformed("\(name) needs a container under its mark.") }
    try fill(stack[height - 1], with: words, isEntries: isEntries, name)
    stack.removeSubrange(height...)
  }

  /// Puts values into a list, set, dictionary, or into what an object is filled with.
  private mutating func fill(
    _ container: PickleWord, with words: ArraySlice<PickleWord>, isEntries: Bool, _ name: String
  ) throws(FormatError) {
    guard !isEntries || words.count % 2 == 0 else { throw malformed("\(name) finds a key without a value.") }
    guard var row = arena.row(container) else { throw malformed("\(name) finds no container to fill.") }
    switch (row.kind, isEntries) {
    case (.list, false), (.set, false), (.dictionary, true):
      try arena.extend(&row.first, &row.second, by: words)
      arena.rows[container.index] = row
    case (.object, _):
      var record = arena.records[Int(row.first)]
      if isEntries {
        try arena.extend(&record.entryHead, &record.entryTail, by: words)
      } else {
        try arena.extend(&record.itemHead, &record.itemTail, by: words)
      }
      arena.records[Int(row.first)] = record
    default: throw malformed("\(name) finds a \(row.kind) where it fills a container.")
    }
  }
}
