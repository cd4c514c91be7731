import Foundation

/// Words and their numbers, kept in a file with a word a line.
public final class Vocabulary {
    public private(set) var words: [String]
    private var numbers: [String: Int]

    public init(_ words: [String]) {
        self.words = words
        numbers = Dictionary(zip(words, 0...), uniquingKeysWith: { first, _ in first })
    }

    public convenience init(contentsOf url: URL) throws {
        let text = try String(contentsOf: url, encoding: .utf8)
        self.init(text.split(separator: "\n").map(String.init))
    }

    public var count: Int { words.count }

    public func number(of word: String) -> Int? { numbers[word.lowercased()] }

    /// The number of a word, which it gets if it has none.
    @discardableResult
    public func add(_ word: String) -> Int {
        let lowered = word.lowercased()
        if let number = numbers[lowered] { return number }
        numbers[lowered] = words.count
        words.append(lowered)
        return words.count - 1
    }

    public func write(to url: URL) throws {
        try words.joined(separator: "\n").write(to: url, atomically: true, encoding: .utf8)
    }

    /// How often each word is in a text; unknown words are left out.
    public func counts(in text: String) async -> [Int] {
        var counts = [Int](repeating: 0, count: words.count)
        for word in text.split(whereSeparator: { !$0.isLetter }) {
            if let number = number(of: String(word)) { counts[number] += 1 }
        }
        return counts
    }
}
