// Indexes as CPython 3.8 wrapped them.

import PythonLanguage
import SourceModel

extension Dumper {
  /// The `slice` field of a subscript: `Slice`, `ExtSlice` if one is among several, else `Index`.
  mutating func oldSlice(_ node: NodeID) throws(Refused) {
    guard let slice = tree.child(PythonRole.slice.role, of: node) else { return }
    text.field("slice")
    if tree.python(slice) == .slice { return try oldElement(slice) }
    let elements = tree.python(slice) == .tuple ? children(.elements, of: slice) : []
    let isBare = tree.range(slice).isEmpty || tree.bytes[Int(tree.range(slice).start)] != 0x28
    guard isBare || !elements.isEmpty, elements.contains(where: { tree.python($0) == .slice }) else {
      return try oldElement(slice)
    }
    begin("ExtSlice")
    text.field("dims")
    text.beginList()
    for element in elements {
      text.element()
      try oldElement(element)
    }
    text.endList()
    text.end()
  }

  private mutating func oldElement(_ node: NodeID) throws(Refused) {
    if tree.python(node) == .slice {
      begin("Slice")
      try child("lower", .lower, of: node)
      try child("upper", .upper, of: node)
      try child("step", .step, of: node)
    } else {
      begin("Index")
      text.field("value")
      try write(node)
    }
    text.end()
  }
}
