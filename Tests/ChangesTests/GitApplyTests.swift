// git makes of our diff the very bytes we meant, over many generated files.

import Testing

@testable import Changes

/// A file before and after, with odd names and odd bytes.
private struct GeneratedFile {
  var old: FileDifference.Side
  var new: FileDifference.Side

  static let names = [
    "plain", "with space", "naïve", "quo\"te", "back\\slash", "tab\there", "日本/語", " lead", "trail ", "a b/c d",
  ]
  static let lines = [
    "a", "b", "", "  x = 1", "def f():", "-minus", "+plus", "@@ -1 +1 @@", "\\ No newline", "é\u{2028}", "--- a/x",
  ]
  static let ends = ["\n", "\n", "\n", "\r\n", "\r", "\n\r", "\u{C}\n"]

  init(_ number: Int, _ random: inout SeededRandom) {
    let name = "\(Self.names[number % Self.names.count]) \(number)"
    let before = (0..<Int.random(in: 0...40, using: &random)).map { _ in Self.line(&random) }
    var after = before
    for _ in 0..<Int.random(in: 1...6, using: &random) { Self.edit(&after, &random) }
    old = FileDifference.Side(path: name, bytes: Self.bytes(before, &random))
    new = FileDifference.Side(path: name, bytes: Self.bytes(after, &random))
    switch number % 12 {
    case 0: old.bytes = nil
    case 1: new.bytes = nil
    case 2: new = FileDifference.Side(path: "moved/\(name)", bytes: old.bytes)
    case 3: new = FileDifference.Side(path: name, bytes: new.bytes, isExecutable: true)
    case 4: new = FileDifference.Side(path: "moved/\(name)", bytes: new.bytes)
    default: break
    }
  }

  private static func line(_ random: inout SeededRandom) -> String {
    (lines.randomElement(using: &random) ?? "") + (ends.randomElement(using: &random) ?? "")
  }

  private static func edit(_ lines: inout [String], _ random: inout SeededRandom) {
    let place = Int.random(in: 0...lines.count, using: &random)
    switch Int.random(in: 0...2, using: &random) {
    case 0: lines.insert(line(&random), at: place)
    case 1 where place < lines.count: lines.remove(at: place)
    default: if place < lines.count { lines[place] = line(&random) }
    }
  }

  /// The lines as bytes, now and then without the last newline, and with bytes that are no UTF-8.
  private static func bytes(_ lines: [String], _ random: inout SeededRandom) -> ContiguousArray<UInt8> {
    var bytes = ContiguousArray(lines.joined().utf8)
    if Bool.random(using: &random), bytes.last == 0x0A { bytes.removeLast() }
    if Bool.random(using: &random), bytes.count > 3 { bytes[bytes.count / 2] = 0xFF }
    return bytes
  }
}

@Suite("git accepts the diff") struct GitApplyTests {
  @Test(arguments: 1...4) func `git apply makes the new bytes`(seed: UInt64) throws {
    var random = SeededRandom(seed)
    let files = (0..<180).map { GeneratedFile($0, &random) }
    let scratch = Scratch()
    for file in files {
      if let bytes = file.old.bytes { scratch.write("tree/\(file.old.path)", bytes) }
    }
    let patch = ContiguousArray(files.flatMap { FileDifference(from: $0.old, to: $0.new).unified() })
    scratch.write("changes.patch", patch)
    scratch.makeFolder("tree")
    for arguments in [["--check"], []] {
      let ending = run(
        "git", ["-C", scratch.path("tree"), "apply", "--whitespace=nowarn"] + arguments + ["../changes.patch"])
      #expect(ending == Ending(code: 0, output: ""))
    }
    for file in files {
      #expect(scratch.bytes("tree/\(file.new.path)") == file.new.bytes, "\(file.new.path)")
      if file.new.bytes != nil {
        #expect((scratch.mode("tree/\(file.new.path)") & 0o100 != 0) == file.new.isExecutable)
      }
    }
    let left = scratch.files(in: "tree").map { String($0.dropFirst("tree/".count)) }
    #expect(left == files.filter { $0.new.bytes != nil }.map(\.new.path).sorted())
  }

  @Test func `git sees in the diff of a real change what it would have shown itself`() {
    let scratch = Scratch()
    let before = (1...60).map { "    value_\($0) = compute(\($0))\n" }
    var after = before
    after[10] = "    value_11 = compute(11, mode='valid')\n"
    after.removeSubrange(30...32)
    after.insert("    extra = None\n", at: 50)
    scratch.write("a/x.py", "def f():\n" + before.joined())
    scratch.write("b/x.py", "def f():\n" + after.joined())
    let shown = run("git", ["-C", scratch.root, "diff", "--no-index", "--no-prefix", "a/x.py", "b/x.py"]).output
    let ours = FileDifference(
      path: "x.py", from: ContiguousArray(("def f():\n" + before.joined()).utf8),
      to: ContiguousArray(("def f():\n" + after.joined()).utf8))
    let theirs = shown.split(separator: "\n").filter { !$0.hasPrefix("index ") }.joined(separator: "\n") + "\n"
    #expect(String(decoding: ours.unified(), as: UTF8.self) == theirs)
  }
}
