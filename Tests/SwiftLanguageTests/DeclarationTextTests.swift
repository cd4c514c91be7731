// A file without its bodies declares for others what the whole file does.

import Foundation
import RuleModel
import Semantics
import SourceModel
import Testing

@testable import SwiftLanguage

@Suite("The text of a file's declarations")
struct DeclarationTextTests {
  private static let surfaces = Result {
    let catalogue = try PackCatalogue()
    let surface = try Release("508").flatMap { try catalogue.surface(of: "swift-syntax", language: "swift", at: $0) }
    let found = try #require(surface)
    return SurfaceSet(surfaces: [found], roots: ["SwiftSyntax", "SwiftParser", "SwiftSyntaxBuilder"])
  }

  private func exports(_ bytes: ContiguousArray<UInt8>) throws -> ModuleExports {
    let context = AnalysisContext(
      module: "App", isPackage: false, common: CommonContext(surfaces: try Self.surfaces.get()))
    let language = SwiftLanguage()
    return language.analyse(language.parse(bytes), in: context).exports
  }

  @Test("every file at hand declares the same without its bodies")
  func files() throws {
    var (size, left, refused, count) = (0, 0, 0, 0)
    for file in SwiftFiles.chosen {
      let bytes = ContiguousArray(try Data(contentsOf: file))
      count += 1
      guard let text = DeclarationText.of(bytes) else {
        refused += 1
        continue
      }
      size += bytes.count
      left += text.count
      let (whole, part) = (try exports(bytes), try exports(text))
      #expect(whole == part, "\(file.path)")
    }
    #expect(refused * 10 < count, "\(refused) of \(count) files are read whole")
    #expect(left * 2 < size, "\(left) of \(size) bytes are left")
  }

  private func text(_ code: String) -> String? {
    DeclarationText.of(ContiguousArray(code.utf8)).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test(
    "what only runs goes, and what shows a type stays",
    arguments: [
      ("func f() -> Int { if a { b } }\nlet c = 1", "func f() -> Int {}\nlet c = 1"),
      ("struct S { var a: Int { 1 }\n func f() { g { } } }", "struct S { var a: Int {}\n func f() {} }"),
      (
        "class A { class func f() { 1 }; class var g: Int { 2 } }", "class A { class func f() {}; class var g: Int {} }"
      ),
      ("let a = { Int() }()", "let a = { Int() }()"), ("var a = 1 { didSet { b } }", "var a = 1 { didSet { b } }"),
      ("func f(_ g: () -> Int = { 1 }) { 2 }", "func f(_ g: () -> Int = { 1 }) {}"),
      ("func == (a: A, b: A) -> Bool { a.b == b.b }", "func == (a: A, b: A) -> Bool {}"),
      ("extension A where B == C { init() { d } }", "extension A where B == C { init() {} }"),
      (
        "struct S { init?<T: A>(_ a: T = \")\", b: () -> Int = { 1 }) { c }\n func f(a: A) -> B { b } }",
        "struct S { init?<T: A>() {}\n func f() -> B {} }"
      ),
      ("let a: [B: C] = [b: c(\"]\"), d: { e }]\nlet f = g(h)", "let a: [B: C] = []\nlet f = g(h)"),
      (
        "struct S { static let a: B = .c(d, [e]).f { g }, h = i(j)\n var k = [l: m] }",
        "struct S { static let a: B = .c().f {}, h = i(j)\n var k = [l: m] }"
      ),
      (
        "struct S { static func == (a: A, b: A) -> (Int, Int) { c } }",
        "struct S { static func == (a: A, b: A) -> (Int, Int) {} }"
      ),
      (
        "enum E { case a\n @available(macOS 10, *)\n case b(Int), c(A)\n #if os(Linux)\n case d = f(1)\n #endif }",
        "enum E { case a\n @available(macOS 10, *)\n case b(), c(A)\n #if os(Linux)\n case d = f(1)\n #endif }"
      ),
      ("let a = 1\nfunc f() { \"}\" }", "let a = 1\nfunc f() {}"),
      ("func f() { \"\\(a[\"}\"])}\" }", "func f() {}"), ("func f() { \"\"\"\n }\" \n\"\"\" }", "func f() {}"),
      ("func f() { #\"}\"# }", "func f() {}"), ("func f() { a / b } // }", "func f() {}  "),
      ("func f() { /* } /* } */ */ }", "func f() {}"), ("// a {\nlet b: C", " \nlet b: C"),
      ("struct S<let n: Int> { let a: Int }", "struct S<let n: Int> { let a: Int }"),
      ("import struct A.B\nvar c: B { d }", "import struct A.B\nvar c: B {}"),
      ("enum E { case a, b; var c: Int { switch self { case .a: 1 } } }", "enum E { case a, b; var c: Int {} }"),
      ("protocol P: class { var a: Int { get } }", "protocol P: class { var a: Int {} }"),
      ("let `class` = 1\nfunc f() { 2 }", "let `class` = 1\nfunc f() {}"),
    ])
  func bodies(code: String, wanted: String) {
    #expect(text(code) == wanted)
  }

  @Test(
    "where it is not sure what it sees, the whole file is read",
    arguments: [
      "let a = /b{/", "func f() { x = /\"/ }", "func f() { #/}/# }", "func f() {", "}", "let a = \"b", "/* a",
      "let a = (b", "func f() { \"\\(#\"}\"#)\" }", "let a = \"\"\"\nb",
    ])
  func refusals(code: String) {
    #expect(text(code) == nil)
  }
}
