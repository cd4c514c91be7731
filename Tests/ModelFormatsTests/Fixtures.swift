// The files that these tests read.

import Foundation

@testable import ModelFormats

enum Fixtures {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
  static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

  static func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appending(path: name)), as: UTF8.self)
  }

  static func bytes(_ url: URL) throws -> Bytes { Bytes(ContiguousArray(try Data(contentsOf: url))) }
}

/// A pickle that one or several versions of CPython wrote, and what they read out of it.
struct PickleCase: Sendable {
  var name: String
  var versions: String
  var bytes: Bytes
  var expected: String
  var title: String { "\(name) (\(versions))" }

  static let all: [PickleCase] = {
    let lines = ((try? Fixtures.text("pickles.txt")) ?? "").split(separator: "\n")
    return lines.compactMap { line in
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard parts.count == 4 else { return nil }
      return PickleCase(
        name: String(parts[0]), versions: String(parts[1]), bytes: Bytes(hex: String(parts[2])),
        expected: String(parts[3]))
    }
  }()
}
