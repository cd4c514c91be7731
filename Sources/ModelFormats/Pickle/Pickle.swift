// A pickle that was read: records of what it asks for, none of it done.

/// All values of one pickle. Views of them are `PickleValue`s.
package final class Pickle: Sendable {
  let arena: PickleArena
  let rootWord: PickleWord
  /// The highest protocol that it names; 0 where it names none.
  package let highestProtocol: Int
  /// Where the first pickle ended. Some files hold several, one behind the other.
  package let end: Int
  private let called: Set<Int>
  /// Whether arrays stood between the opcodes or in other files, as joblib writes them.
  package let isJoblib: Bool

  private init(_ machine: PickleMachine, root: PickleWord) {
    arena = machine.arena
    rootWord = root
    highestProtocol = machine.highestProtocol
    end = machine.reader.offset
    called = machine.called
    isJoblib = machine.joblib.count > 0
  }

  /// A view of values while a machine still makes them.
  init(looking arena: PickleArena) {
    self.arena = arena
    rootWord = .absent
    highestProtocol = 0
    end = 0
    called = []
    isJoblib = false
  }

  /// Reads the pickle at `offset`. The bytes are those of a plain file: decompressed, where it was compressed.
  package static func read(_ source: ModelSource, at offset: Int = 0) throws(FormatError) -> Pickle {
    var machine = PickleMachine(source, at: offset)
    let root = try machine.run()
    return Pickle(machine, root: root)
  }

  package static func read(_ bytes: Bytes) throws(FormatError) -> Pickle {
    try read(ModelSource(name: "", bytes: bytes))
  }

  /// How many values do not fit into a word; a measure of how much there is to walk through.
  var arenaSize: Int { arena.rows.count }

  package var root: PickleValue { PickleValue(self, rootWord) }

  /// What the pickle names, in the order in which it does first; and whether it wants it called.
  package var globals: [(global: PickleGlobal, isCalled: Bool)] {
    arena.globals.enumerated().map { ($0.element, called.contains($0.offset)) }
  }

  /// The same with what is thought of each: what a person asks of a pickle before trusting it.
  package var wanted: [(global: PickleGlobal, isCalled: Bool, meaning: GlobalMeaning)] {
    globals.map { ($0.global, $0.isCalled, GlobalMeaning(of: $0.global)) }
  }

  /// Every record of an instance whose class is in `modules` is reachable from the root; this finds them without
  /// walking, in the order in which the file made them.
  package func objects(where matches: (PickleGlobal) -> Bool) -> [PickleObject] {
    (0..<arena.rows.count).compactMap { place in
      guard arena.rows[place].kind == .object,
        let object = PickleValue(self, PickleWord(.row, UInt64(place))).object, let type = object.type, matches(type)
      else { return nil }
      return object
    }
  }
}
