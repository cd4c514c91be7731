// Files that tests make, and that are gone with them.

import Foundation

/// A file with a content in a place of its own.
struct ScratchFile {
  private let content: Data
  private let ending: String

  init(_ text: String, ending: String) { self.init(Data(text.utf8), ending: ending) }

  init(_ content: Data, ending: String) {
    self.content = content
    self.ending = ending
  }

  @discardableResult
  func read<Result>(_ body: (String) throws -> Result) throws -> Result {
    let place = FileManager.default.temporaryDirectory.appending(path: "godwit-\(UUID().uuidString).\(ending)")
    try content.write(to: place)
    defer { try? FileManager.default.removeItem(at: place) }
    return try body(place.path)
  }
}
