// Whatever a file holds, the loader answers with errors that point into it.

import SourceModel
import Testing

@testable import RuleModel

@Suite("Broken rule files")
struct BrokenFileTests {
  /// Reads a pack and holds every error to a place inside the text.
  private func expectPlaces(_ bytes: some Sequence<UInt8>, at location: SourceLocation = #_sourceLocation) {
    let document = RuleDocument(path: "numpy/python/2.0.yaml", bytes: ContiguousArray(bytes))
    guard let path = PackPath(document.path) else { return }
    do {
      _ = try PackReader.read(document, path: path, language: TestLanguage())
    } catch {
      #expect(!error.errors.isEmpty, sourceLocation: location)
      for error in error.errors {
        let position = error.place.position
        #expect(position.line >= 1 && position.line <= document.lines.starts.count, sourceLocation: location)
        #expect(error.line == document.text(ofLine: position.line), sourceLocation: location)
        #expect(
          position.column >= 1 && position.column <= error.line.utf8.count + 1, "\(error.rendered)",
          sourceLocation: location)
      }
    }
  }

  static let text = """
    release: "2.0"
    rename:
      numpy.a: {to: numpy.b, why: 'x''y'}   # d
    changes:
    - id: a
      was: numpy.f(x, *, y="größe")
      when: given(y) and not y == "z"
      now: |
        numpy.g(
          x, y=y)
      examples:
      - before: >-
          one
          two
    - {id: b, match: "numpy.h($x)", where: {x: numpy.y}}

    """

  @Test("a byte less, more or another: every error points into the file")
  func mutations() {
    let bytes = Array(Self.text.utf8)
    for (index, byte) in bytes.enumerated() {
      expectPlaces(bytes[..<index] + bytes[(index + 1)...])
      expectPlaces(bytes[...index] + [byte] + bytes[(index + 1)...])
      for other in "\n:\"[\t\u{1}`".utf8 { expectPlaces(bytes[..<index] + [other] + bytes[(index + 1)...]) }
      expectPlaces(bytes[..<index])
      expectPlaces(bytes[..<index] + [0xFF] + bytes[index...])
    }
  }

  @Test("a thousand brackets, a megabyte in one line, and nothing but line ends")
  func extremes() {
    expectPlaces("release: \"2.0\"\nchanges: ".utf8 + Array(repeating: 0x5B, count: 100_000) + [0x0A])
    expectPlaces("release: \"2.0\"\nchanges: ".utf8 + Array(repeating: 0x7B, count: 900) + [0x0A])
    expectPlaces("guide: ".utf8 + Array(repeating: 0x61, count: 1_000_000) + [0x0A])
    expectPlaces(Array(repeating: 0x61, count: 1_000_000))
    expectPlaces(Array(repeating: 0x0A, count: 100_000))
    expectPlaces((0..<2_000).flatMap { Array(repeating: UInt8(0x20), count: $0) + "a:\n".utf8 })
    expectPlaces([0xFF, 0xFE, 0x00])
  }
}
