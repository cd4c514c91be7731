// The images that a project is built on, where the library that takes over needs another Python than they bring.

import Projects
import RuleModel
import SourceModel

/// What a Dockerfile says of its base, held against what a library is built for.
struct BaseImages {
  let requirement: RulePack.Requirement
  /// The library that takes over, as reports call it.
  let library: String
  /// The one that leaves.
  let old: String
  /// Whether an image of too old a Python moves, or is only told.
  let movesImages: Bool

  /// Something to be told, on a line counted from 1.
  struct Note: Hashable {
    var line: Int
    var message: String
  }

  private(set) var edits: [Edit] = []
  private(set) var notes: [Note] = []

  init(
    _ bytes: ContiguousArray<UInt8>, _ requirement: RulePack.Requirement, library: String, old: String,
    movesImages: Bool = true
  ) {
    self.requirement = requirement
    self.movesImages = movesImages
    self.library = library
    self.old = old
    var start = 0
    var variables: [String: ByteRange] = [:]
    for (number, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      let words = Self.words(line, from: start)
      start += line.count + 1
      switch words.first?.text.uppercased() {
      case "ARG": Self.take(words.dropFirst().first, &variables)
      case "FROM":
        if let image = words.dropFirst().first(where: { !$0.text.hasPrefix("--") }) {
          look(image, variables, bytes, number + 1)
        }
      default: break
      }
      tellPackages(words, number + 1)
    }
  }

  // MARK: Words

  private typealias Word = (text: String, start: Int)

  private static func words(_ line: ArraySlice<UInt8>, from start: Int) -> [Word] {
    line.split { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }.map { word in
      (String(decoding: word, as: UTF8.self), start + word.startIndex - line.startIndex)
    }
  }

  /// `ARG PYTHON_VERSION=3.6`.
  private static func take(_ word: Word?, _ variables: inout [String: ByteRange]) {
    guard let word, let equals = word.text.utf8.firstIndex(of: UInt8(ascii: "=")) else { return }
    let name = String(word.text[..<equals])
    let offset = word.text.utf8.distance(from: word.text.startIndex, to: equals) + 1
    variables[name] = ByteRange((word.start + offset)..<(word.start + word.text.utf8.count))
  }

  // MARK: Images

  /// Images whose own Python is known from what their makers ship.
  private static let systems = [
    "ubuntu:16.04": "3.5", "ubuntu:18.04": "3.6", "ubuntu:20.04": "3.8", "ubuntu:22.04": "3.10", "ubuntu:24.04": "3.12",
    "debian:stretch": "3.5", "debian:buster": "3.7", "debian:bullseye": "3.9", "debian:bookworm": "3.11",
  ]

  private mutating func look(
    _ image: Word, _ variables: [String: ByteRange], _ bytes: ContiguousArray<UInt8>, _ line: Int
  ) {
    guard let language = requirement.language else { return }
    if let python = Self.systems.first(where: { image.text.hasPrefix($0.key) })?.value {
      if let release = Release(python), !(language ~= release) {
        tell(line, "\(image.text) brings Python \(python); \(wheels(language)).")
      }
      return
    }
    guard let colon = image.text.lastIndex(of: ":"), Self.isPython(image.text[..<colon]) else { return }
    let tag = image.text[image.text.index(after: colon)...]
    let offset = image.text.utf8.distance(from: image.text.startIndex, to: image.text.index(after: colon))
    var written = ByteRange((image.start + offset)..<(image.start + image.text.utf8.count))
    var suffix = tag
    if tag.hasPrefix("$") {
      let name = tag.dropFirst().filter { $0 != "{" }.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      guard let range = variables[String(name)] else {
        return tell(line, "which Python \(image.text) is, is said elsewhere; \(wheels(language)).")
      }
      written = range
      suffix = tag.drop { $0 != "}" && $0 != "-" }.drop { $0 == "}" }
    }
    look(at: written, bytes, suffix: suffix, language, line)
  }

  private static func isPython(_ name: Substring) -> Bool {
    name.split(separator: "/").last == "python" || name.hasSuffix("uvicorn-gunicorn-fastapi")
      || name.hasSuffix("uvicorn-gunicorn")
  }

  /// - Parameter written: A release, perhaps with a variant behind it: `3.6-slim`, `"3.6"`, `python3.7`.
  private mutating func look(
    at written: ByteRange, _ bytes: ContiguousArray<UInt8>, suffix: Substring, _ language: ClosedRange<Release>,
    _ line: Int
  ) {
    let text = String(decoding: bytes[written.range], as: UTF8.self)
    let before = text.prefix { !$0.isNumber }
    let number = text.dropFirst(before.count).prefix { $0.isNumber || $0 == "." }
    let parts = number.split(separator: ".")
    if "\(text)\(suffix)".contains("alpine") {
      return tell(
        line, "\(library) has no wheels for Alpine's musl; take an image such as python:\(language.lowerBound)-slim.")
    }
    guard parts.count > 1, let release = Release(parts.prefix(2).joined(separator: ".")) else {
      if parts.first == "2" { tell(line, "the image has Python 2; \(wheels(language)).") }
      return
    }
    if language ~= release { return }
    guard movesImages, release < language.lowerBound else {
      return tell(line, "the image has Python \(release); \(wheels(language)).")
    }
    guard !["stretch", "jessie", "wheezy"].contains(where: { "\(text)\(suffix)".contains($0) }) else {
      return tell(line, "the image has Python \(release) on a system as old; \(wheels(language)).")
    }
    let start = Int(written.start) + before.utf8.count
    edits.append(Edit(ByteRange(start..<(start + number.utf8.count)), "\(language.lowerBound)"))
    tell(
      line,
      "the image moves from Python \(release) to \(language.lowerBound): \(wheels(language)). See that what else is installed has "
        + "releases for it.")
  }

  private func wheels(_ language: ClosedRange<Release>) -> String {
    "\(library) \(requirement.tried) has wheels for Python \(language.lowerBound) to \(language.upperBound)"
  }

  private mutating func tell(_ line: Int, _ message: String) {
    notes.append(Note(line: line, message: message.prefix(1).uppercased() + message.dropFirst()))
  }

  // MARK: Packages of the system

  private mutating func tellPackages(_ words: [Word], _ line: Int) {
    for word in words where requirement.system.contains(word.text.trimmingRelease) {
      tell(line, "\(word.text) was there for \(old); \(library) does without it. Take it out if nothing else needs it.")
    }
  }
}

extension String {
  /// `libgomp1=12.2.0-14` without the release.
  fileprivate var trimmingRelease: String { String(prefix { $0 != "=" && $0 != ";" }) }
}
