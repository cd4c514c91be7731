// Uses of a library's members in key paths.

import Semantics
import SourceModel
import SwiftSyntax

extension ReferenceCollector {
  /// `\Type.member.member`, and `\.member` where the call around it shows the type.
  mutating func visitKeyPath(_ node: NodeID) {
    guard let list = tree.child(SwiftRole(5), of: node) else { return }
    var type: KnownType?
    if let root = tree.child(SwiftRole(3), of: node) {
      type = names.type(at: root).map { KnownType(type: $0, evidence: .proved) }
    } else {
      type = rootType(of: node)
    }
    for component in tree.children(of: list) {
      guard let property = tree.children(of: component).first(where: { tree.swift($0) == .keyPathPropertyComponent }),
        let reference = tree.child(SwiftRole(1), of: property), let name = tree.child(.baseName, of: reference)
      else {
        type = type.map { $0.with($0.type.unwrapped) }
        continue
      }
      done.insert(reference.row)
      let member = tree.text(name)
      if names.isSpokenOf(member: member), let type { report(member, on: type, at: reference) }
      guard let known = type, case .named(let owner) = known.type.unwrapped else {
        type = nil
        continue
      }
      type = inference.member(member, of: owner, known)
    }
  }

  private mutating func rootType(of keyPath: NodeID) -> KnownType? {
    let call = names.table.parent(names.table.parent(names.table.parent(keyPath)))
    guard let site = CallReader.callSite(at: call, in: tree), site.arguments.contains(where: { $0.node == keyPath }),
      let access = CallReader.memberAccess(at: site.callee, in: tree), access.base != site.callee,
      let base = inference.type(of: access.base)
    else { return nil }
    if access.member == "with" { return base.with(base.type.unwrapped) }
    return inference.element(of: base.type).map { base.with($0) }
  }
}
