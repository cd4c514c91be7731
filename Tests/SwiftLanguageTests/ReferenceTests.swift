// What names mean, and what types values have.

import Semantics
import SourceModel
import Testing

@testable import SwiftLanguage

@Suite("Uses of a library in Swift")
struct ReferenceTests {
  /// A library with a node, a token, a list and a visitor.
  private static let surface: APISurface = {
    typealias Entry = APISurface.Entry
    return APISurface(
      library: "tree", release: "1",
      entries: [
        "Tree": Entry(kind: .module), "Builder": Entry(kind: .module, bases: ["Tree"]),
        "Tree.Node": Entry(kind: .class), "Tree.Token": Entry(kind: .class), "Tree.List": Entry(kind: .class),
        "Tree.Call": Entry(kind: .class, bases: ["Tree.Node"]), "Tree.Visitor": Entry(kind: .class),
        "Tree.Kind": Entry(kind: .class), "Tree.Kind.old": Entry(kind: .value, type: "Tree.Kind"),
        "Tree.List.Element": Entry(kind: .alias, target: "Tree.Node"),
        "Tree.Node.kind": Entry(kind: .property, type: "Tree.Kind"),
        "Tree.Node.token": Entry(kind: .property, type: "Tree.Token?"),
        "Tree.Node.list": Entry(kind: .property, type: "Tree.List"),
        "Tree.Node.mark": Entry(kind: .property, type: "Swift.String"),
        "Tree.Node.cast": Entry(kind: .method, parameters: "_ type: S.Type", type: "S?"),
        "Tree.Node.copy": Entry(kind: .method, parameters: "", type: "Self"),
        "Tree.Token.mark": Entry(kind: .property, type: "Swift.String"),
        "Tree.Token.sort": Entry(kind: .method, parameters: "_: Tree.Kind.Type", type: "Tree.Kind"),
        "Tree.Visitor.mark": Entry(kind: .property, type: "Swift.String"),
        "Tree.make": Entry(kind: .function, parameters: "", type: "Tree.Node"),
      ])
  }()

  /// Every use but imports as `name use`, in source order, with the grade of evidence of what is known of a receiver.
  private func uses(_ code: String) -> [String] {
    let context = AnalysisContext(
      module: "App", isPackage: false,
      common: CommonContext(
        surfaces: SurfaceSet(surfaces: [Self.surface], roots: ["Tree", "Builder"]), members: ["mark", "token"],
        membersOfUnknown: ["tree": ["mark", "token"]]))
    let language = SwiftLanguage()
    let facts = language.analyse(language.parse(ContiguousArray(code.utf8)), in: context)
    return facts.references.filter { $0.use != .imported }.map { reference in
      let receiver = reference.route == .receiver ? " \(reference.receiver?.evidence.name ?? "unknown")" : ""
      return "\(reference.name) \(reference.use)\(receiver)"
    }
  }

  @Test(
    "names lead to the library by every way",
    arguments: [
      ("import Tree\nlet a: Node", ["Tree.Node annotation"]),
      ("import Tree\nlet a: Tree.Node", ["Tree.Node annotation"]),
      ("import Builder\nlet a: Node", ["Tree.Node annotation"]),
      ("import struct Tree.Node\nlet a: [Node]?", ["Tree.Node annotation"]),
      ("@testable import Tree\nlet a = Node()", ["Tree.Node.init call"]),
      ("import Tree\nlet a = Node.init()", ["Tree.Node.init call"]),
      ("import Tree\nlet a = make()", ["Tree.make call"]),
      ("import Tree\nlet a = Node.self", ["Tree.Node load"]),
      ("import Tree\nextension Node {}", ["Tree.Node annotation"]),
      ("import Tree\nfinal class V: Visitor {}", ["Tree.Visitor annotation"]), ("let a: Node", []),
      ("import Tree\nlet a = Kind.old", ["Tree.Kind.old load"]),
      ("import Tree\nlet a: Kind = .old", ["Tree.Kind annotation", "Tree.Kind.old load"]),
      (
        "import Tree\n#if A\nlet a: Node\n#else\nlet b: Token\n#endif",
        ["Tree.Node annotation", "Tree.Token annotation"]
      ),
    ])
  func names(code: String, expected: [String]) { #expect(uses(code) == expected) }

  @Test(
    "what is known of a value tells its members",
    arguments: [
      ("func f(_ n: Node) { n.mark }", "Tree.Node.mark load annotated"),
      ("func f(_ n: Node) { n.token?.mark }", "Tree.Token.mark load annotated"),
      ("func f(_ n: Node) { n.token!.mark }", "Tree.Token.mark load annotated"),
      ("func f(_ n: Node) { if let t = n.token { t.mark } }", "Tree.Token.mark load annotated"),
      ("func f(_ t: Token?) { guard let t else { return }; t.mark }", "Tree.Token.mark load annotated"),
      ("func f() { let n = Node(); n.mark }", "Tree.Node.mark load proved"),
      ("func f() { let n = make(); n.copy().mark }", "Tree.Node.mark load proved"),
      ("func f(_ a: Node) { a.cast(Call.self)?.mark }", "Tree.Call.mark load annotated"),
      ("func f(_ t: Token) { t.sort(Call.self)?.mark }", "Tree.Call.mark load annotated"),
      ("func f(_ a: Any) { (a as? Call)?.mark }", "Tree.Call.mark load annotated"),
      ("func f(_ n: Node) { for m in n.list { m.mark } }", "Tree.Node.mark load annotated"),
      ("func f(_ n: Node) { n.list.map { $0.mark } }", "Tree.Node.mark load annotated"),
      ("func f(_ n: Node) { n.list.filter { m in m.mark == \"\" } }", "Tree.Node.mark load annotated"),
      ("func f(_ n: Node) { n.list.map(\\.mark) }", "Tree.Node.mark load annotated"),
      ("func f(_ n: Node) { (try? n.token)?.mark }", "Tree.Token.mark load annotated"),
      ("func f(_ n: Node?, _ m: Node) { (n ?? m).mark }", "Tree.Node.mark load annotated"),
      ("struct S { var n: Node; func f() { n.mark } }", "Tree.Node.mark load annotated"),
      ("struct S { var n: Node; func f() { self.n.mark } }", "Tree.Node.mark load annotated"),
      ("func g() -> Node { make() }\nfunc f() { g().mark }", "Tree.Node.mark load annotated"),
      ("typealias N = Node\nfunc f(_ n: N) { n.mark }", "Tree.Node.mark load annotated"),
      ("func f<T: Node>(_ n: T) { n.mark }", "Tree.Node.mark load annotated"),
      ("extension Node { func f() { mark } }", "Tree.Node.mark load annotated"),
      ("final class V: Visitor { func f() { self.mark } }", "Tree.Visitor.mark load annotated"),
      ("func f(_ n: Node, _ xs: [String: Node]) { xs[\"a\"]?.mark }", "Tree.Node.mark load annotated"),
      ("final class C { var n: Node!; func f() { n.mark } }", "Tree.Node.mark load annotated"),
      ("func f(_ n: Node) { n.token.map { $0.mark } }", "Tree.Token.mark load annotated"),
      ("func f(_ x: Unknown) { x.other().mark }", "?.mark load unknown"),
    ])
  func members(code: String, expected: String) {
    let found = uses("import Tree\n" + code).filter { $0.contains("mark") }
    #expect(found == [expected])
  }
}
