import SwiftSyntax

/// Collects what a source file of an inference package offers to others.
final class InterfaceCollector: SyntaxVisitor {
  private(set) var entries: [Entry] = []
  private var scopes: [String] = []
  private let converter: SourceLocationConverter

  init(converter: SourceLocationConverter) {
    self.converter = converter
    super.init(viewMode: .sourceAccurate)
  }

  // MARK: Types

  override func visit(_ node: ClassDeclSyntax) -> SyntaxVisitorContinueKind {
    enter(node.identifier, node.modifiers, node.inheritanceClause, node.genericParameterClause)
  }

  override func visitPost(_ node: ClassDeclSyntax) { scopes.removeLast() }

  override func visit(_ node: StructDeclSyntax) -> SyntaxVisitorContinueKind {
    enter(node.identifier, node.modifiers, node.inheritanceClause, node.genericParameterClause)
  }

  override func visitPost(_ node: StructDeclSyntax) { scopes.removeLast() }

  override func visit(_ node: EnumDeclSyntax) -> SyntaxVisitorContinueKind {
    enter(node.identifier, node.modifiers, node.inheritanceClause, nil)
  }

  override func visitPost(_ node: EnumDeclSyntax) { scopes.removeLast() }

  override func visit(_ node: ExtensionDeclSyntax) -> SyntaxVisitorContinueKind {
    scopes.append(node.extendedType.withoutTrivia().description)
    return .visitChildren
  }

  override func visitPost(_ node: ExtensionDeclSyntax) { scopes.removeLast() }

  private func enter(
    _ name: TokenSyntax, _ modifiers: ModifierListSyntax?, _ inherits: TypeInheritanceClauseSyntax?,
    _ generics: GenericParameterClauseSyntax?
  ) -> SyntaxVisitorContinueKind {
    if isPublic(modifiers) {
      let bases = inherits?.inheritedTypeCollection.map { $0.typeName.withoutTrivia().description } ?? []
      let parameters = generics?.genericParameterList.map { $0.name.text } ?? []
      let suffix = parameters.isEmpty ? "" : "<" + parameters.joined(separator: ", ") + ">"
      add(.type, name.text + suffix, bases.joined(separator: ", "), at: name)
    }
    scopes.append(name.text)
    return .visitChildren
  }

  // MARK: Members

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    guard isPublic(node.modifiers) else { return .skipChildren }
    let labels = node.signature.input.parameterList.map { Self.label(of: $0) }
    let effects = node.signature.throwsOrRethrowsKeyword == nil ? "" : " throws"
    let result = node.signature.output?.returnType.withoutTrivia().description ?? "Void"
    add(.function, "\(node.identifier.text)(\(labels.joined()))", "\(effects)-> \(result)", at: node.funcKeyword)
    return .skipChildren
  }

  override func visit(_ node: VariableDeclSyntax) -> SyntaxVisitorContinueKind {
    guard isPublic(node.modifiers) else { return .skipChildren }
    for binding in node.bindings {
      guard let pattern = binding.pattern.as(IdentifierPatternSyntax.self) else { continue }
      let type = binding.typeAnnotation?.type.withoutTrivia().description
      let access = binding.accessor == nil ? node.letOrVarKeyword.text : "computed"
      add(.property, pattern.identifier.text, type.map { "\(access) \($0)" } ?? access, at: pattern.identifier)
    }
    return .skipChildren
  }

  override func visit(_ node: TypealiasDeclSyntax) -> SyntaxVisitorContinueKind {
    guard isPublic(node.modifiers) else { return .skipChildren }
    add(.alias, node.identifier.text, node.initializer.value.description, at: node.identifier)
    return .skipChildren
  }

  override func visit(_ node: EnumCaseElementSyntax) -> SyntaxVisitorContinueKind {
    let values = node.associatedValue?.parameterList.count ?? 0
    add(.enumCase, node.identifier.text, values == 0 ? "" : "\(values) values", at: node.identifier)
    return .skipChildren
  }

  override func visit(_ node: ImportDeclSyntax) -> SyntaxVisitorContinueKind {
    let path = node.path.map { $0.name.text }.joined(separator: ".")
    let isTestable = node.attributes?.isEmpty == false
    add(.imported, path, isTestable ? "with attributes" : "", at: node.importTok)
    return .skipChildren
  }

  // MARK: Helpers

  private func isPublic(_ modifiers: ModifierListSyntax?) -> Bool {
    modifiers?.contains { $0.name.tokenKind == .publicKeyword || $0.name.text == "open" } ?? false
  }

  private static func label(of parameter: FunctionParameterSyntax) -> String {
    guard let first = parameter.firstName else { return "_:" }
    return first.text + ":"
  }

  private func add(_ kind: Entry.Kind, _ name: String, _ detail: String, at node: some SyntaxProtocol) {
    let location = converter.location(for: node.positionAfterSkippingLeadingTrivia)
    let path = (scopes + [name]).joined(separator: ".")
    entries.append(Entry(kind: kind, path: path, detail: detail, line: location.line ?? 0))
  }
}
