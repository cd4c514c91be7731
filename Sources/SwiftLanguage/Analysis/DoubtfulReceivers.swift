// What a file would have to know of its project for the types of values whose members rules speak of.

import Semantics
import SourceModel
import SwiftSyntax

struct DoubtfulReceivers {
  private let names: NameLookup
  private var tree: Tree { names.tree }

  init(_ names: NameLookup) { self.names = names }

  /// The names that were asked for where the type of such a value is not known.
  func names(_ inference: inout TypeInference) -> Set<String> {
    guard !names.libraries.isEmpty, let asked = names.context.asked else { return [] }
    var found: Set<String> = []
    for row in 0..<UInt32(tree.count) where tree.swift(NodeID(row)) == .memberAccessExpr {
      guard let base = base(of: NodeID(row)) else { continue }
      let (type, wanted) = asked.names { inference.type(of: base) }
      if type?.type.isUnknown ?? true { found.formUnion(wanted) }
    }
    return found
  }

  /// What stands before a member that rules speak of, if it is of a library that the file imports.
  private func base(of access: NodeID) -> NodeID? {
    guard let member = tree.child(.member, of: access), let name = tree.child(.baseName, of: member),
      names.mayMeet(member: tree.range(name))
    else { return nil }
    return tree.child(.base, of: access)
  }
}
