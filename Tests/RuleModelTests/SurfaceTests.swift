// Surfaces come back as they were written, and fast.

import Semantics
import Testing

@testable import RuleModel

@Suite("API surfaces")
struct SurfaceTests {
  private func read(_ text: String) throws -> APISurface {
    try SurfaceReader.read(path: "numpy/python/surface/1.26.yaml", bytes: ContiguousArray(text.utf8))
  }

  private func surface(symbols count: Int) -> APISurface {
    var entries: [String: APISurface.Entry] = ["numpy": .init(kind: .module)]
    for number in 0..<count {
      entries["numpy.module\(number % 50).function\(number)"] = APISurface.Entry(
        kind: .function, parameters: "first, second=None, *, third=\"a\\\\b\", order='C', axis=(1, 2)",
        type: "numpy.ndarray", isExported: number % 2 == 0)
    }
    return APISurface(library: "numpy", release: "1.26", entries: entries)
  }

  @Test("what is written is read back, whatever is in it")
  func roundTrip() throws {
    var surface = surface(symbols: 100)
    surface.entries["numpy.odd"] = .init(
      kind: .class, parameters: "sep=\"\t)\n\", end='\"'", bases: ["a.B[c, d]", "e.F"])
    surface.entries["numpy.C"] = .init(kind: .alias, target: "numpy.odd", isExported: true)
    surface.entries["numpy.p"] = .init(kind: .property, type: "dict[str, int]")
    surface.entries["größe.x::y"] = .init(kind: .value)
    let again = try read(surface.fileText)
    #expect(again.entries == surface.entries)
    #expect(again.release == "1.26" && again.library == "numpy")
    #expect(again.fileText == surface.fileText)
  }

  @Test("names are written in the order of their bytes")
  func order() {
    let lines = surface(symbols: 300).fileText.split(separator: "\n").dropFirst(3).map { $0.prefix { $0 != ":" } }
    #expect(lines == lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test("time to read grows with the number of lines, not faster")
  func linear() throws {
    let clock = ContinuousClock()
    func time(_ count: Int) throws -> Duration {
      let text = surface(symbols: count).fileText
      _ = try read(text)
      return try clock.measure { _ = try read(text) }
    }
    let small = try time(2_000)
    let large = try time(20_000)
    // Ten times the lines; anything quadratic would take a hundred times as long.
    #expect(large < small * 40)
  }
}
