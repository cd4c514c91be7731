// `match` and its patterns.

import PythonLanguage
import SourceModel

extension Dumper {
  mutating func match(_ node: NodeID) throws(Refused) {
    begin("Match")
    try child("subject", .subject, of: node)
    try list("cases", .cases, of: node)
    end(tree.range(node))
  }

  mutating func pattern(_ node: NodeID) throws(Refused) {
    switch tree.python(node) {
    case .matchCase: try matchCase(node)
    case .matchValue: try simple("MatchValue", node, [("value", .value)])
    case .matchSingleton: singleton(node)
    case .matchSequence: try listed("MatchSequence", node, "patterns", .patterns)
    case .matchMapping: try mapping(node)
    case .matchClass: try classPattern(node)
    case .matchStar: named("MatchStar", node)
    case .matchAs: try matchAs(node)
    case .matchOr: try listed("MatchOr", node, "patterns", .patterns)
    default: throw Refused()
    }
  }

  private mutating func matchCase(_ node: NodeID) throws(Refused) {
    begin("match_case")
    try child("pattern", .pattern, of: node)
    try child("guard", .guardTest, of: node)
    try list("body", .body, of: node)
    text.end()
  }

  private mutating func singleton(_ node: NodeID) {
    begin("MatchSingleton")
    switch tree.child(PythonRole.value.role, of: node).map({ tree.python($0) }) {
    case .trueLiteral: word("value", "True")
    case .falseLiteral: word("value", "False")
    default: word("value", "None")
    }
    end(tree.range(node))
  }

  private mutating func mapping(_ node: NodeID) throws(Refused) {
    begin("MatchMapping")
    try list("keys", .keys, of: node)
    try list("patterns", .patterns, of: node)
    identifier("rest", .rest, of: node)
    end(tree.range(node))
  }

  private mutating func classPattern(_ node: NodeID) throws(Refused) {
    begin("MatchClass")
    try child("cls", .type, of: node)
    try list("patterns", .patterns, of: node)
    identifiers("kwd_attrs", .keywordNames, of: node)
    try list("kwd_patterns", .keywordPatterns, of: node)
    end(tree.range(node))
  }

  private mutating func named(_ name: StaticString, _ node: NodeID) {
    begin(name)
    identifier("name", .name, of: node)
    end(tree.range(node))
  }

  private mutating func matchAs(_ node: NodeID) throws(Refused) {
    begin("MatchAs")
    try child("pattern", .pattern, of: node)
    identifier("name", .name, of: node)
    end(tree.range(node))
  }
}
