// Identifiers as Python holds them: in normal form NFKC.

import Foundation
import PythonLanguage
import SourceModel

enum Identifiers {
  static func normalised(_ tree: Tree, _ encoding: SourceEncoding, _ node: NodeID) -> String {
    let range = tree.range(node)
    if tree.bytes(in: range).allSatisfy({ $0 < 0x80 }) { return tree.text(node) }
    var text = String.UnicodeScalarView()
    var offset = Int(range.start)
    while offset < Int(range.end) {
      guard let (scalar, next) = encoding.scalar(tree.bytes, offset) else { break }
      text.append(scalar)
      offset = next
    }
    return String(text).precomposedStringWithCompatibilityMapping
  }
}
