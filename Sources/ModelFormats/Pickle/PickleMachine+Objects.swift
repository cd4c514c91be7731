// Opcodes that name classes, ask for calls and hand state over; each becomes a record.

extension PickleMachine {
  mutating func executeObject(_ opcode: Opcode) throws(FormatError) {
    switch opcode {
    case .global: try push(try readGlobal())
    case .stackGlobal: try pushStackGlobal()
    case .reduce:
      let arguments = try tuple("REDUCE")
      try pushRecord(try pop("REDUCE"), arguments, .call)
    case .newObject:
      let arguments = try tuple("NEWOBJ")
      try pushRecord(try pop("NEWOBJ"), arguments, .new)
    case .newObjectWithKeywords:
      let keywords = try pop("NEWOBJ_EX")
      guard arena.row(keywords)?.kind == .dictionary else {
        throw malformed("NEWOBJ_EX needs a dictionary of keywords.")
      }
      let arguments = try tuple("NEWOBJ_EX")
      try pushRecord(try pop("NEWOBJ_EX"), arguments, .new, keywords: keywords)
    case .instance:
      let type = try readGlobal()
      try pushFixed(.tuple, from: try popMark("INST"))
      try pushRecord(type, try pop("INST"), .new)
    case .object:
      let height = try popMark("OBJ")
      guard height < stack.count else { throw malformed("OBJ needs a class behind its mark.") }
      let type = stack.remove(at: height)
      try pushFixed(.tuple, from: height)
      try pushRecord(type, try pop("OBJ"), .new)
    case .build: try build()
    case .persistentID:
      let line = try reader.line("A persistent identifier")
      let start = line.range.lowerBound - reader.bytes.range.lowerBound
      try pushPersistent(try arena.addRunOfBytes(.text, .text, start..<(start + line.count)))
    case .binaryPersistentID: try pushPersistent(try pop("BINPERSID"))
    default: preconditionFailure("\(opcode) makes no object")
    }
  }

  private mutating func tuple(_ name: String) throws(FormatError) -> PickleWord {
    let word = try pop(name)
    guard arena.row(word)?.kind == .tuple else { throw malformed("\(name) needs a tuple of arguments.") }
    return word
  }

  private mutating func pushPersistent(_ identifier: PickleWord) throws(FormatError) {
    try arena.addSlot(identifier)
    try push(try arena.addRow(.persistent, arena.slots.count - 1))
  }

  private mutating func readGlobal() throws(FormatError) -> PickleWord {
    let module = try reader.line("A module's name")
    let name = try reader.line("A class's name")
    return try global(module, name)
  }

  private mutating func pushStackGlobal() throws(FormatError) {
    let name = try pop("STACK_GLOBAL")
    let module = try pop("STACK_GLOBAL")
    guard name.tag == .text, module.tag == .text, let name = arena.run(of: name), let module = arena.run(of: module)
    else {
      throw malformed("STACK_GLOBAL needs two texts.")
    }
    try push(try global(module, name))
  }

  private mutating func global(_ module: Bytes, _ name: Bytes) throws(FormatError) -> PickleWord {
    guard module.count < 1024, name.count < 1024, let module = module.utf8, let name = name.utf8 else {
      throw malformed("The name of a class is no text.")
    }
    return try arena.addGlobal(PickleGlobal(module: module, name: name))
  }

  private mutating func pushRecord(
    _ callable: PickleWord, _ arguments: PickleWord, _ construction: PickleRecord.Construction,
    keywords: PickleWord = .absent
  ) throws(FormatError) {
    if let row = arena.row(callable), row.kind == .global { called.insert(Int(row.first)) }
    let record = PickleRecord(callable: callable, arguments: arguments, keywords: keywords, construction: construction)
    try push(try arena.addRecord(record))
  }

  /// Hands state to an object; behind the wrapper of an array, joblib puts that array's bytes.
  private mutating func build() throws(FormatError) {
    let state = try pop("BUILD")
    let target = try top("BUILD")
    guard let row = arena.row(target), row.kind == .object else { throw malformed("BUILD needs an object.") }
    guard arena.records[Int(row.first)].state == .absent else {
      throw malformed("BUILD finds an object that has its state.")
    }
    arena.records[Int(row.first)].state = state
    guard JoblibArrays.isWrapper(arena, row) else { return }
    let payload = try joblibPayload(of: target)
    arena.records[Int(row.first)].payload = payload
  }

  private mutating func joblibPayload(of wrapper: PickleWord) throws(FormatError) -> PickleWord {
    switch try joblib.array(for: wrapper, in: arena, at: reader) {
    case .raw(let array, let end):
      reader.move(to: end)
      return try arena.addArray(array)
    case .pickled: return try nestedPickle()
    }
  }

  /// A whole pickle between two opcodes: an array of objects.
  private mutating func nestedPickle() throws(FormatError) -> PickleWord {
    guard depth < Self.deepestNesting else { throw malformed("Pickles are nested too deep.") }
    let outer = (stack, marks, memo)
    (stack, marks, memo) = ([], [], PickleMemo())
    depth += 1
    defer { depth -= 1 }
    let word = try run()
    (stack, marks, memo) = outer
    return word
  }
}
