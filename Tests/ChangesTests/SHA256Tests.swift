// SHA-256 against the vectors that NIST publishes with FIPS 180-4, and the record's text form.

import Testing

@testable import Changes

@Suite("SHA-256") struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
        + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
    (String(repeating: "a", count: 100_000), "6d1cf22d7cc09b085dfc25ee1a1f3ae0265804c607bc2074ad253bcc82fd81ee"),
  ])
  func `The published digests come out`(text: String, digest: String) {
    #expect(SHA256.hexadecimal(ContiguousArray(text.utf8)) == digest)
  }

  @Test func `Any portions give the digest of the whole, at every length around a block`() {
    for count in 0...200 {
      let bytes = ContiguousArray((0..<count).map { UInt8($0) })
      var digest = SHA256()
      for start in stride(from: 0, to: count, by: 7) {
        digest.update(ContiguousArray(bytes[start..<min(start + 7, count)]))
      }
      #expect(digest.finish() == SHA256.hexadecimal(bytes))
    }
  }
}

@Suite("A journal record") struct JournalRecordTests {
  private let id = JournalID(number: 12, time: Timestamp(secondsSince1970: 1_795_474_220))

  private var entry: JournalEntry {
    let file = { (kind: JournalEntry.File.Kind, path: String, old: String?, new: String?) in
      JournalEntry.File(kind: kind, path: path, mode: 0o644, oldCount: 7, oldHash: old, newHash: new)
    }
    return JournalEntry(
      id: id, time: "2026-11-23T22:50:20Z", command: "godwit adapt . --to \"numpy\" \n x",
      files: [
        file(.replaced, "a b/\"é\n.py", "1f", "2f"), file(.created, "-", nil, "2f"),
        file(.deleted, "end x", "1f", nil),
      ],
      folders: ["a b", "a b/c"])
  }

  @Test func `What is written is read back`() {
    #expect(JournalRecord.entry(id, from: JournalRecord.text(of: entry)) == entry)
    #expect(JournalID(id.description) == id)
  }

  @Test func `Any damaged byte, and any cut, is noticed`() {
    let text = JournalRecord.text(of: entry)
    for place in text.indices {
      var damaged = text
      damaged[place] ^= 1
      #expect(JournalRecord.entry(id, from: damaged) == nil, "\(place)")
      #expect(JournalRecord.entry(id, from: ContiguousArray(text[..<place])) == nil, "\(place)")
    }
  }

  @Test(arguments: ["../outside", "/etc/passwd", "a/../../b", "", ".godwit/journal", "a//b"])
  func `A record that names files outside the project is refused`(path: String) {
    let hostile = JournalEntry(
      id: id, time: "t", command: "",
      files: [
        JournalEntry.File(kind: .replaced, path: path, mode: 0, oldCount: 0, oldHash: "1", newHash: "2")
      ], folders: [])
    #expect(JournalRecord.entry(id, from: JournalRecord.text(of: hostile)) == nil)
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (1_795_474_220, "2026-11-23T22:50:20Z"),
    (4_107_542_399, "2100-02-28T23:59:59Z"), (4_107_542_400, "2100-03-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
  ])
  func `Times are written in UTC`(seconds: Int64, text: String) {
    #expect(Timestamp(secondsSince1970: seconds).text == text)
  }
}
