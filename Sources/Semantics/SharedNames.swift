// Names that many files are held against.

/// A set of names that does not change. A class: all threads ask it for nearly every word, and a set has many parts, each of
/// which would be taken hold of for each question.
package final class SharedNames: Sendable, ExpressibleByArrayLiteral {
  private let names: NameSet

  package init(_ names: NameSet) { self.names = names }

  package convenience init(arrayLiteral names: String...) { self.init(NameSet(names)) }

  package var count: Int { names.count }
  package func name(_ id: NameSet.ID) -> String { names.name(id) }

  package func contains(_ name: String) -> Bool { names.contains(name) }
  package func find(_ bytes: ContiguousArray<UInt8>, _ start: UInt32, _ end: UInt32) -> NameSet.ID {
    names.find(bytes, start, end)
  }
  package func find(_ word: UnsafeBufferPointer<UInt8>) -> NameSet.ID { names.find(word) }
  package func find(_ word: UnsafeBufferPointer<UInt8>, hash: UInt32) -> NameSet.ID { names.find(word, hash: hash) }

  package func addLengths(to table: inout ContiguousArray<UInt32>) { names.addLengths(to: &table) }
  package func addHashes(to table: inout ContiguousArray<UInt64>) { names.addHashes(to: &table) }
}
