import SwiftSyntax

/// The stored members of the types of a file, for the part of a report that a person reads.
struct MemberTable {
  /// Type → its stored properties.
  private(set) var rows: [String: [String]] = [:]

  init(of file: SourceFileSyntax) {
    for statement in file.statements {
      guard let type = statement.item.as(StructDeclSyntax.self) else { continue }
      add(type.members, of: type.identifier.text)
    }
  }

  private mutating func add(_ block: MemberDeclBlockSyntax, of name: String) {
    for member in block.members {
      guard let variable = member.decl.as(VariableDeclSyntax.self) else { continue }
      for binding in variable.bindings where binding.accessor == nil {
        rows[name, default: []].append(Self.row(binding, isConstant: variable.letOrVarKeyword.text == "let"))
      }
    }
  }

  private static func row(_ binding: PatternBindingSyntax, isConstant: Bool) -> String {
    let name = binding.pattern.withoutTrivia().description
    guard let type = binding.typeAnnotation?.type else { return name }
    if let simple = type.as(SimpleTypeIdentifierSyntax.self) {
      let generics = simple.genericArgumentClause?.arguments.map { $0.argumentType.description } ?? []
      return generics.isEmpty ? "\(name): \(simple.name.text)" : "\(name): \(simple.name.text) of \(generics.count)"
    }
    if let array = type.as(ArrayTypeSyntax.self) { return "\(name): many \(array.elementType.withoutTrivia())" }
    return "\(name): \(type.withoutTrivia())\(isConstant ? "" : ", changes")"
  }

  var lines: [String] { rows.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.joined(separator: "; "))" } }
}
