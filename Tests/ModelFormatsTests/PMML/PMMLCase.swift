// A document with rows, and the answers another engine gave for them.

import Foundation
import PredictiveMarkup
import Testing

@testable import ModelFormats

/// One case of the folder `Cases`, or of another.
struct PMMLCase: CustomTestStringConvertible, Sendable {
  let name: String
  var place = Self.folder
  var testDescription: String { name }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Cases")

  static let all = cases(in: folder)

  /// Documents that `make oracle-pmml` has made, folder by folder.
  static let oracle: [PMMLCase] = {
    guard let path = ProcessInfo.processInfo.environment["GODWIT_PMML"] else { return [] }
    let root = URL(filePath: path)
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: root.path(percentEncoded: false))) ?? []
    return folders.sorted().flatMap { cases(in: root.appending(path: $0)) }
  }()

  private static func cases(in folder: URL) -> [PMMLCase] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))) ?? []
    return names.filter { $0.hasSuffix(".pmml") }.sorted().map { PMMLCase(name: String($0.dropLast(5)), place: folder) }
  }

  var bytes: Bytes {
    get throws { Bytes(ContiguousArray(try Data(contentsOf: place.appending(path: name + ".pmml")))) }
  }

  struct Line {
    var row: [String: Any]
    /// Nil where the other engine refuses the row.
    var answer: [String: Any]?
  }

  var lines: [Line] {
    get throws {
      let text = String(decoding: try Data(contentsOf: place.appending(path: name + ".jsonl")), as: UTF8.self)
      return try text.split(separator: "\n").compactMap { line in
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
        // A text is a complaint of the other engine about itself.
        if object["answer"] is String { return nil }
        return Line(row: object["row"] as? [String: Any] ?? [:], answer: object["answer"] as? [String: Any])
      }
    }
  }

  /// A cell of JSON as a value of a row.
  static func value(_ cell: Any?) -> FieldValue {
    switch cell {
    case nil, is NSNull: return .missing
    case let list as [Any]: return .list(list.map { value($0) })
    case let text as String: return .string(text)
    case let number as NSNumber:
      if CFGetTypeIDIsBoolean(number) { return .boolean(number.boolValue) }
      if let whole = Int(exactly: number.doubleValue), "\(number)" == "\(whole)" { return .integer(whole) }
      return .double(number.doubleValue)
    default: return .missing
    }
  }

  private static func CFGetTypeIDIsBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }
}
