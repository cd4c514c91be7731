// The skeleton of C++: what stands where, whatever the bytes are.

import Semantics
import SourceModel
import Testing

@testable import ClangLanguage

@Suite("The tree of C++")
struct TreeTests {
  private func tree(_ text: String) -> Tree { CxxReader.tree(of: ContiguousArray(text.utf8)) }

  /// Every call as `callee|argument|argument`.
  private func calls(_ text: String) -> [String] {
    let tree = tree(text)
    return tree.rows.indices.compactMap { row in
      guard let site = CallReader.callSite(at: NodeID(row), in: tree) else { return nil }
      return ([tree.text(site.callee)] + site.arguments.map { tree.text(in: $0.range) }).joined(separator: "|")
    }
  }

  @Test(
    "calls have their callee and arguments",
    arguments: [
      ("f(a, b + 1);", ["f|a|b + 1"]),
      ("x = cv::imread(name, flags);", ["cv::imread|name|flags"]),
      ("p->q.destroy();", ["p->q.destroy"]),
      (
        "g(f(1), {2, 3}, [&](int a) { return h(a, 1); });",
        ["g|f(1)|{2, 3}|[&](int a) { return h(a, 1); }", "f|1", "h|a|1"]
      ),
      ("m.at<cv::Vec3b>(y, x)[0]", ["m.at<cv::Vec3b>|y|x"]),
      ("std::make_shared<std::vector<int>>(3)", ["std::make_shared<std::vector<int>>|3"]),
      ("if (a < b && c > d) f(a < b, c);", ["f|a < b|c"]),
      ("f(\n  a,  // first\n  b /* second */);", ["f|a|b"]),
      ("f(R\"x(a, \")b)x\", ',')", ["f|R\"x(a, \")b)x\"|','"]),
      ("#define M(a) f(a, 1)\n", ["M|a", "f|a|1"]),
      ("#define M(a, ...) (a)->go(1)\n", ["M|a|...", "(a)->go|1"]),
      ("#define M (f(1))\n", ["f|1"]),
      ("#define M(a\nf(2)\n#define\n#define N", ["M|a", "f|2"]),
      ("static_cast<Wide>(f(1))", ["f|1"]),
    ])
  func callSites(text: String, expected: [String]) { #expect(calls(text).sorted() == expected.sorted()) }

  @Test("rows nest, and children stand in order, in source that is cut off or mixed up anywhere")
  func nesting() {
    let text = """
      #include <vector>
      #if A
      template <typename T> int f(T a) { return a->b.c<int>(d, {1, "x"}, [=](int q) { return q; })[3] << 2; }
      #else
      ns::Type<A, B<C>> name(1, 2); /* open
      #endif
      """
    let bytes = ContiguousArray(text.utf8)
    for cut in bytes.indices {
      expectSound(CxxReader.tree(of: ContiguousArray(bytes[..<cut])))
      var mixed = bytes
      mixed[cut] = Array("([{<\")}]>#\\/".utf8)[cut % 12]
      expectSound(CxxReader.tree(of: mixed))
    }
    expectSound(CxxReader.tree(of: ContiguousArray(repeating: UInt8(ascii: "("), count: 100_000)))
  }

  private func expectSound(_ tree: Tree) {
    let parents = tree.parents()
    var lastEnd: [NodeID: UInt32] = [:]
    for row in tree.rows.indices.dropFirst() {
      let node = NodeID(row)
      let parent = parents[row]
      #expect(tree.range(parent).contains(tree.range(node)))
      #expect(tree[node].start >= lastEnd[parent] ?? 0)
      lastEnd[parent] = tree[node].end
    }
  }

  @Test("what rules name is read with dots, and shown as C++ writes it")
  func names() {
    for (written, canonical) in [("cv::Mat", "cv.Mat"), ("cvLoadImage", "::.cvLoadImage"), ("int", "builtins.int")] {
      #expect(CxxText.canonicalName(written) == canonical)
    }
    #expect(CxxText.canonicalName("a b") == nil)
    #expect(CxxText.shown("::.cvLoadImage") == "cvLoadImage")
    #expect(CxxText.shown("cv.Mat.clone") == "cv::Mat::clone")
  }

  @Test("signatures and patterns of rules are read")
  func ruleText() throws {
    let signature = try CxxText.signature("nvinfer1::IBuilder::setMaxBatchSize(self, batch = 1)")
    #expect(signature.name == "nvinfer1.IBuilder.setMaxBatchSize")
    #expect(signature.hasReceiver)
    #expect(signature.parameters.map(\.defaultValue) == ["1"])
    let pattern = try CxxText.pattern("cv::imwrite(name, cv::cvarrToMat(image))", variables: ["name", "image"])
    #expect(pattern.orderedSymbols.map(\.name) == ["cv.imwrite", "cv.cvarrToMat"])
    #expect(pattern.orderedVariables.map(\.variable) == [.one("name"), .one("image")])
    #expect(throws: RuleTextError.self) { try CxxText.signature("cv::imread") }
    #expect(throws: RuleTextError.self) { try CxxText.pattern("a; b", variables: []) }
  }
}
