// Hashes of terms, held against what scikit-learn's `murmurhash3_32` says of them.

import Testing

@testable import ModelCore

@Suite("Hashes of terms")
struct TermHashTests {
  @Test(
    "every length of what is left over is hashed as the library does",
    arguments: [
      ("", 0), ("a", 1_009_084_850), ("ab", -1_681_926_305), ("abc", -1_277_324_294), ("abcd", 1_139_631_978),
      ("hello", 613_153_351), ("caf\u{e9}", 605_818_632), ("the quick", -112_969_417),
    ])
  func hash(term: String, expected: Int) {
    #expect(Int(TermHash.murmur3(term.utf8)) == expected)
  }

  @Test("features that are not kept count in the norm, and terms that cancel out leave 0")
  func kept() throws {
    func row(_ text: String, kept: [Int]?) throws -> [Double] {
      let vectorization = TextVectorization(
        analyzer: .words(pattern: "\\S+"), lowercases: false, accents: .none, stopWords: [], minimumLength: 1,
        maximumLength: 1, vocabulary: [], isBinary: false, isSublinear: false, idf: nil, norm: .l2,
        hashing: TermHashing(featureCount: 4, signs: .alternating, kept: kept))
      let answer = try Interpreter(.transformer(.text(vectorization)), columnCount: 1)
        .answer(.columns([.strings([text])]))
      guard case .matrix(let matrix)? = answer.transformation else { return [] }
      return Array(matrix.row(0))
    }
    // |1009084850| mod 4 = 2, |-1681926305| mod 4 = 1, |613153351| mod 4 = 3.
    let half = 1 / 2.0.squareRoot()
    #expect(try row("a ab", kept: nil) == [0, -half, half, 0])
    #expect(try row("a ab", kept: [2, 3]) == [half, 0])
    #expect(try row("", kept: nil) == [0, 0, 0, 0])
  }
}
