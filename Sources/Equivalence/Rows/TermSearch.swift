// Words for a model that hashes its words, and so does not say which it was fitted on.

internal import ModelCore

enum TermSearch {
  /// Made-up words whose features the model looks at, and some others.
  static func words(hitting hashing: TermHashing) -> [String] {
    let kept = hashing.kept.map(Set.init)
    var hits: [String] = []
    var others: [String] = []
    for word in candidates {
      let isHit = kept?.contains(hashing.feature(of: word)) ?? true
      if isHit { hits.append(word) } else if others.count < 50 { others.append(word) }
      if hits.count == most { break }
    }
    // A text of one word says nothing of norms.
    let pairs = zip(hits, hits.dropFirst().map { $0 } + others).map { "\($0) \($1)" }
    return hits + others + pairs.prefix(most) + [hits.prefix(8).joined(separator: " ")]
  }

  private static let most = 500

  /// Of two letters and more.
  private static var candidates: some Sequence<String> {
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    return sequence(state: 26) { (number: inout Int) -> String? in
      guard number < 100_000 else { return nil }
      number += 1
      var rest = number
      var word = ""
      while rest > 0 {
        word.append(letters[rest % 26])
        rest /= 26
      }
      return word
    }
  }
}
