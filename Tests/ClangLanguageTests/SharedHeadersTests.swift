// Headers compiled once: with them a file reads as it does without, or they are not used for it.

import Foundation
import SourceModel
import Testing

@testable import ClangLanguage

@Suite("Headers compiled once", .enabled(if: SurveyService.hasLibrary, "libclang is not installed"))
struct SharedHeadersTests {
  private static let repository =
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized

  private static func files(below folder: URL) throws -> [(path: String, bytes: ContiguousArray<UInt8>)] {
    let paths = try #require(FileManager.default.enumerator(atPath: folder.path)).compactMap { $0 as? String }
    return try paths.filter { path in CxxDialect.suffixes.contains { path.hasSuffix($0) } }.sorted().map { path in
      (folder.appending(path: path).path, ContiguousArray(try Data(contentsOf: folder.appending(path: path))))
    }
  }

  private static func request(
    _ path: String, _ bytes: ContiguousArray<UInt8>, _ flags: CompileFlags, _ standIns: [String]
  ) -> SurveyRequest {
    SurveyRequest(
      path: path, bytes: bytes,
      arguments: standIns.map { "-I\($0)" } + flags.arguments(of: path) + ["-ferror-limit=0"])
  }

  /// What a survey tells, with the paths of files as they are without `..`.
  private static func told(_ survey: Survey) -> [String] {
    func normal(_ path: String) -> String { path.isEmpty ? "" : CompileDatabase.normalised(path, in: "/") }
    let names = survey.names.flatMap { place, names in
      names.map { name in
        var name = name
        // A namespace stands in many.
        name.file = name.isNamespace ? "" : normal(name.file)
        return "name \(place) \(name)"
      }
    }
    let macros = survey.macros.map { "macro \($0) \($1.name) \(normal($1.file)) \($1.definition ?? 0)" }
    let includes = survey.includes.map { "include \($0) \($1.name) \(normal($1.file))" }
    let calls = survey.callTypes.map { "call \($0) \($1)" }
    let rest = [
      "\(survey.skipped)", "\(survey.problems)", "\(survey.usings)",
      "\(survey.functions.sorted { $0.key < $1.key }.map(\.value))",
      "\(survey.overridden.sorted { $0.key < $1.key }.map { "\($0) \($1.name) \(normal($1.file))" })",
    ]
    return (names + macros + includes + calls).sorted() + rest
  }

  @Test(
    "each file of the corpus reads the same with them and without",
    arguments: [
      ("opencv-preprocess", ["opencv"]), ("tensorrt-detector", ["tensorrt", "cuda"]), ("onnx-scorer", ["onnxruntime"]),
    ])
  func corpus(project: String, libraries: [String]) throws {
    let root = Self.repository.appending(path: "Corpus/cpp/\(project)/before")
    let standIns = libraries.map { Self.repository.appending(path: "Rules/\($0)/cpp/stub").path }
    let flags = CompileFlags(database: nil, cmake: [], root: root.path)
    let headers = try standIns.flatMap { try #require(FileManager.default.enumerator(atPath: $0)) }
    let known = Set(headers.compactMap { $0 as? String })
    let service = SurveyService(.here)
    let requests = try Self.files(below: root).map { Self.request($0.path, $0.bytes, flags, standIns) }
    let shared = SharedHeaders()
    shared.plan(requests.map { ($0.arguments, $0.bytes) }, known: known)
    var sharing = 0
    for request in requests {
      let plain = try service.survey(request).get()
      let quick = try service.survey(shared.sharing(request, by: service)).get()
      #expect(!plain.isShared)
      if quick.isShared { sharing += 1 }
      #expect(Self.told(plain) == Self.told(quick), "\(request.path)")
    }
    #expect(sharing * 10 >= requests.count * 9, "\(sharing) of \(requests.count) files")
  }

  /// Whether a text is read with headers that other files include, and what is wrong with it.
  private func reading(_ text: String) throws -> (isShared: Bool, problems: [String]) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "godwit-shared-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder.appending(path: "lib"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let headers = [
      "lib/first.hpp":
        "#pragma once\nnamespace lib { int first(); struct Late; }\n#ifdef LIB_WIDE\nint wide();\n#endif\n",
      "lib/second.hpp":
        "#pragma once\n#define LIB_SECOND 2\nnamespace lib { int second(); struct Late { int a; }; int count(int); }\n",
      "lib/both.hpp": "#pragma once\n#include <lib/first.hpp>\n#include <lib/second.hpp>\n",
    ]
    for (name, text) in headers {
      try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    let flags = CompileFlags(database: nil, cmake: [], root: "/nowhere")
    let others = ["#include <lib/first.hpp>", "#include <lib/second.hpp>", "#include <lib/both.hpp>"]
    let requests = (others + [text]).enumerated().map { number, text in
      Self.request("/nowhere/\(number).cpp", ContiguousArray(text.utf8), flags, [folder.path])
    }
    let (service, shared) = (SurveyService(.here), SharedHeaders())
    shared.plan(requests.map { ($0.arguments, $0.bytes) }, known: Set(headers.keys))
    let survey = try service.survey(shared.sharing(requests[3], by: service)).get()
    let plain = try service.survey(requests[3]).get()
    #expect(Self.told(plain) == Self.told(survey))
    return (survey.isShared, survey.problems.map(\.message))
  }

  @Test(
    "what a file's own includes lead to is taken from them",
    arguments: [
      "#include <lib/first.hpp>\nint a = lib::first();\n",
      "#include <lib/both.hpp>\nint a = lib::first() + lib::second() + LIB_SECOND;\n",
      "#define MINE 3\n#include <lib/first.hpp>\nint a = lib::first() + MINE;\n",
      "#include <lib/both.hpp>\nlib::Late late;\n",
    ])
  func used(text: String) throws {
    let reading = try reading(text)
    #expect(reading.isShared)
    #expect(reading.problems.isEmpty)
  }

  @Test(
    "a name, a macro or a definition that only other files include does not come from them",
    arguments: [
      ("#include <lib/first.hpp>\nint a = lib::second();\n", "no member named 'second' in namespace 'lib'"),
      ("#include <lib/first.hpp>\nint a = LIB_SECOND;\n", "use of undeclared identifier 'LIB_SECOND'"),
      ("#include <lib/first.hpp>\nlib::Late late;\n", "variable has incomplete type 'lib::Late'"),
    ])
  func missing(text: String, problem: String) throws {
    let reading = try reading(text)
    #expect(!reading.isShared)
    #expect(reading.problems.contains { $0.contains(problem) }, "\(reading.problems)")
  }

  @Test(
    "where they would make a difference the file is read plainly",
    arguments: [
      "#define LIB_WIDE\n#include <lib/first.hpp>\nint a = wide();\n",
      "#include <lib/first.hpp>\n#ifdef LIB_SECOND\nint a = lib::second();\n#endif\n",
      "#include <lib/first.hpp>\nnamespace lib {}\nusing namespace lib;\nlong count; long b = count;\n",
    ])
  func plain(text: String) throws {
    let reading = try reading(text)
    #expect(!reading.isShared)
    #expect(reading.problems.isEmpty)
  }

  @Test("includes are found line by line, whatever stands around them")
  func scan() {
    let text = "\u{FEFF}x\n# include\t<a/b.h> // c\r\n#include \"d\"\n#define e\n#include <f\n#include"
    #expect(IncludeScan.headers(in: ContiguousArray(text.utf8)) == ["a/b.h", "d"])
  }
}
