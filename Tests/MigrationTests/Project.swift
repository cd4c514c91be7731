// A project that a test migrates: a copy of a service of the corpus, or a few files.

import Adaptation
import Foundation
import PythonLanguage
import RuleModel

@testable import Migration

/// A copy of a service outside of any clone, gone when the test ends.
final class Project {
  let root: String

  init(copying folder: URL) throws {
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent("migration-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: folder, to: copy)
    root = copy.path
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  init(files: [String: String]) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("migration-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    root = folder.path
    for (name, text) in files { try write(name, text) }
  }

  /// Migrates to ONNX Runtime, after `change` has seen to the request.
  func run(_ catalogue: PackCatalogue, _ change: (inout MigrationRequest) -> Void = { _ in }) throws -> MigrationReport
  {
    var request = MigrationRequest(adaptation: AdaptationRequest(paths: [root]), target: "onnxruntime")
    request.rowLimit = 4_000
    change(&request)
    return try MigrationRun(request, root: root, catalogue: catalogue, language: PythonLanguage()).execute()
  }

  func write(_ name: String, _ text: String) throws {
    let place = URL(fileURLWithPath: "\(root)/\(name)")
    try FileManager.default.createDirectory(at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: place)
  }

  func text(_ name: String) throws -> String { try String(contentsOfFile: "\(root)/\(name)", encoding: .utf8) }

  func contents() throws -> [String: Data] { try Self.contents(of: URL(fileURLWithPath: root)) }

  /// Every file by its path, the journal and previews aside.
  static func contents(of folder: URL) throws -> [String: Data] {
    var found: [String: Data] = [:]
    let names = FileManager.default.enumerator(atPath: folder.path)
    while let name = names?.nextObject() as? String {
      guard !name.hasPrefix(".godwit"), let kind = names?.fileAttributes?[.type] as? FileAttributeType,
        kind == .typeRegular
      else { continue }
      found[name] = try Data(contentsOf: folder.appendingPathComponent(name))
    }
    return found
  }
}
