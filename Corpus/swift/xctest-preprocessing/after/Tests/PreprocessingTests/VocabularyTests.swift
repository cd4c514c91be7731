import Testing
import XCTest

@testable import Preprocessing

@Suite final class VocabularyTests {
    var vocabulary: Vocabulary!
    var file: URL!

    init() {
        vocabulary = Vocabulary(["red", "green", "blue"])
        file = FileManager.default.temporaryDirectory.appendingPathComponent("words-\(UUID().uuidString).txt")
    }

    deinit {
        try? FileManager.default.removeItem(at: file)
    }

    @Test func testNumbers() throws {
        let number = try #require(vocabulary.number(of: "Green"))
        #expect(number == 1)
        #expect(vocabulary.number(of: "yellow") == nil)
        #expect(vocabulary.number(of: "BLUE") != nil, "case does not matter")
    }

    @Test func testAdding() {
        let before = vocabulary.count
        #expect(vocabulary.add("Yellow") == before)
        #expect(vocabulary.add("yellow") == before)
        #expect(vocabulary.count > before)
        #expect(vocabulary.count <= before + 1)
    }

    @Test func testFile() throws {
        try vocabulary.write(to: file)
        let read = try Vocabulary(contentsOf: file)
        #expect(read.words == vocabulary.words)
        #expect(!(read === vocabulary))
        #expect(vocabulary === vocabulary)
    }

    @Test func testCounts() async throws {
        let counts = await vocabulary.counts(in: "Red, green; red!")
        #expect(counts == [2, 1, 0])
        guard counts.contains(0) else {
            Issue.record("blue is not in it")
            return
        }
    }
}

/// What cannot be told in Swift Testing stays as it is, whole.
final class VocabularySpeedTests: XCTestCase {
    func testAddingManyWords() {
        measure {
            let vocabulary = Vocabulary([])
            for number in 0..<1_000 { vocabulary.add("word\(number)") }
            XCTAssertEqual(vocabulary.count, 1_000)
        }
    }

    func testEmpty() {
        XCTAssertEqual(Vocabulary([]).count, 0)
    }
}
