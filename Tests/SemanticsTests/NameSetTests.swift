// Names told apart by their bytes.

import Semantics
import Testing

@Suite("Sets of names")
struct NameSetTests {
  @Test("of a dotted name what stands behind the last dot is taken")
  func lastParts() {
    var names: NameSet = []
    for name in ["numpy.linalg.norm", "norm", "pkg.", "é.größe"] { names.insert(lastPartOf: name) }
    #expect(names.count == 2)
    #expect(names.contains("norm"))
    #expect(names.contains("größe"))
    #expect(!names.contains("numpy.linalg.norm"))
    #expect(!names.contains(""))
  }

  @Test("the names of another set come behind those that are there, each once")
  func union() {
    var names: NameSet = ["load", "predict"]
    names.formUnion(["predict", "score"])
    #expect(names.count == 3)
    #expect(names.name(2) == "score")
    names.formUnion([])
    #expect(names.count == 3)
  }
}
