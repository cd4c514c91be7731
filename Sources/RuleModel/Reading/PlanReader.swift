// Reads `godwit.yaml`: where a project moves to, and how its models are compared.

import SourceModel

/// Reads one plan.
struct PlanReader {
  private static let keys = ["to", "opset", "rows", "exclude", "check", "models"]
  private static let modelKeys = ["file", "sha256", "decision", "data", "precision"]

  static func read(_ document: RuleDocument) throws(RuleErrors) -> MigrationPlan {
    var reader = NodeReader(document)
    let plan: MigrationPlan?
    do {
      plan = read(try document.compose(), &reader)
    } catch {
      throw RuleErrors([error])
    }
    guard let plan, reader.errors.isEmpty else { throw RuleErrors(reader.errors) }
    return plan
  }

  private static func read(_ root: YAMLNode, _ reader: inout NodeReader) -> MigrationPlan? {
    guard let fields = reader.fields(root, of: "a plan", known: keys) else { return nil }
    guard let target = fields["to"].flatMap({ reader.text($0, of: "to") }) else {
      reader.failMissing(
        ["to"], "a plan says where the project moves", remedy: "write `to: onnxruntime`", at: root, in: fields)
      return nil
    }
    var plan = MigrationPlan(target: target)
    plan.opset = fields["opset"].flatMap { number($0, of: "opset", &reader) }
    plan.rows = fields["rows"].flatMap { number($0, of: "rows", &reader) }
    plan.excludes = fields["exclude"].map { reader.texts($0, of: "exclude") } ?? []
    plan.check = fields["check"].map { reader.texts($0, of: "check") } ?? []
    if let models = fields["models"] {
      for item in reader.items(models, of: "`models`") {
        guard let model = model(item, &reader) else { continue }
        if plan.model(model.file) != nil {
          reader.fail(.duplicateID, "`\(model.file)` is named twice", remedy: "keep one of the two", at: item)
        }
        plan.models.append(model)
      }
    }
    return plan
  }

  private static func model(_ node: YAMLNode, _ reader: inout NodeReader) -> MigrationPlan.Model? {
    guard let fields = reader.fields(node, of: "a model", known: modelKeys) else { return nil }
    guard let file = fields["file"].flatMap({ reader.text($0, of: "file") }) else {
      reader.failMissing(
        ["file"], "a model has a `file`", remedy: "write `file:` with its path in the project", at: node, in: fields)
      return nil
    }
    var model = MigrationPlan.Model(file: file)
    model.hash = fields["sha256"].flatMap { hash($0, &reader) }
    model.decision = fields["decision"].flatMap { word($0, of: "decision", &reader) } ?? .move
    model.data = fields["data"].flatMap { reader.text($0, of: "data") }
    model.precision = fields["precision"].flatMap { word($0, of: "precision", &reader) }
    return model
  }

  private static func number(_ node: YAMLNode, of what: String, _ reader: inout NodeReader) -> Int? {
    guard let text = reader.text(node, of: what) else { return nil }
    guard let number = Int(text), number > 0 else {
      reader.fail(.shape, "`\(what)` is a number from 1, and this is `\(text)`", at: node)
      return nil
    }
    return number
  }

  private static func hash(_ node: YAMLNode, _ reader: inout NodeReader) -> String? {
    guard let text = reader.text(node, of: "sha256") else { return nil }
    let isHash =
      text.utf8.count == 64 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    guard isHash else {
      reader.fail(
        .shape, "`sha256` is 64 digits of 0–9 and a–f", remedy: "leave the key out to accept any file", at: node)
      return nil
    }
    return text
  }

  private static func word<Word: RawRepresentable & CaseIterable>(
    _ node: YAMLNode, of what: String, _ reader: inout NodeReader
  ) -> Word? where Word.RawValue == String {
    guard let text = reader.text(node, of: what) else { return nil }
    if let word = Word(rawValue: text) { return word }
    let known = Word.allCases.map(\.rawValue)
    reader.fail(
      .shape, "`\(text)` is no \(what)",
      remedy: Suggestion.nearest(to: text, among: known).map { "did you mean `\($0)`?" }
        ?? "write one of \(Suggestion.list(known))", at: node)
    return nil
  }
}
