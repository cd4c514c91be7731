import XCTest

@testable import Preprocessing

class VocabularyTests: XCTestCase {
    var vocabulary: Vocabulary!
    var file: URL!

    override func setUp() {
        super.setUp()
        vocabulary = Vocabulary(["red", "green", "blue"])
        file = FileManager.default.temporaryDirectory.appendingPathComponent("words-\(UUID().uuidString).txt")
    }

    override func tearDown() {
        try? FileManager.default.removeItem(at: file)
        super.tearDown()
    }

    func testNumbers() throws {
        let number = try XCTUnwrap(vocabulary.number(of: "Green"))
        XCTAssertEqual(number, 1)
        XCTAssertNil(vocabulary.number(of: "yellow"))
        XCTAssertNotNil(vocabulary.number(of: "BLUE"), "case does not matter")
    }

    func testAdding() {
        let before = vocabulary.count
        XCTAssertEqual(vocabulary.add("Yellow"), before)
        XCTAssertEqual(vocabulary.add("yellow"), before)
        XCTAssertGreaterThan(vocabulary.count, before)
        XCTAssertLessThanOrEqual(vocabulary.count, before + 1)
    }

    func testFile() throws {
        try vocabulary.write(to: file)
        let read = try Vocabulary(contentsOf: file)
        XCTAssertEqual(read.words, vocabulary.words)
        XCTAssertFalse(read === vocabulary)
        XCTAssertIdentical(vocabulary, vocabulary)
    }

    func testCounts() async throws {
        let counts = await vocabulary.counts(in: "Red, green; red!")
        XCTAssertEqual(counts, [2, 1, 0])
        guard counts.contains(0) else {
            XCTFail("blue is not in it")
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
