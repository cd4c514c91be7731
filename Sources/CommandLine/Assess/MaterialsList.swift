// A bill of materials: CycloneDX 1.6 (ECMA-424), with models as components of their own.

import Assessment
import Changes
import Migration
import ModelCore
import ModelFormats
import Projects

/// A CycloneDX document, as its JSON schema has it.
struct MaterialsList: Encodable {
  struct Property: Encodable { var name: String; var value: String }
  struct Hash: Encodable { var alg = "SHA-256"; var content: String }
  struct Parameters: Encodable {
    struct Format: Encodable { var format: String }
    var modelArchitecture: String?
    var inputs: [Format]?
  }
  struct Card: Encodable { var modelParameters: Parameters }
  struct Component: Encodable {
    enum CodingKeys: String, CodingKey {
      case type, reference = "bom-ref", name, version, purl, hashes, modelCard, properties
    }
    var type: String
    var reference: String
    var name: String
    var version: String?
    var purl: String?
    var hashes: [Hash]?
    var modelCard: Card?
    var properties: [Property]?
  }
  struct Tools: Encodable { var components: [Component] }
  struct Metadata: Encodable { var tools: Tools; var component: Component }

  var bomFormat = "CycloneDX"
  var specVersion = "1.6"
  var version = 1
  var metadata: Metadata
  var components: [Component]

  init(_ assessment: ProjectAssessment, _ commands: AssessmentCommands, version: String) {
    let name = lastComponent(assessment.root)
    metadata = Metadata(
      tools: Tools(components: [
        Component(type: "application", reference: "godwit@\(version)", name: "godwit", version: version)
      ]),
      component: Component(type: "application", reference: "project", name: name.isEmpty ? "project" : name))
    let libraries = assessment.versions.compactMap { Self.library($0, commands) }
    components = libraries + assessment.models.models.map { Self.model($0, commands) }
  }

  private static func library(_ versions: LibraryVersions, _ commands: AssessmentCommands) -> Component? {
    guard let name = versions.distribution else { return nil }
    let purl = versions.inUse.map { "pkg:pypi/\(name)@\($0)" } ?? "pkg:pypi/\(name)"
    return Component(
      type: "library", reference: purl, name: name, version: versions.inUse, purl: purl,
      properties: versions.evidence.map { Property(name: "godwit:evidence", value: $0) }
        + [Property(name: "godwit:again", value: commands.list(.version(versions.title)))])
  }

  private static func model(_ item: InventoriedModel, _ commands: AssessmentCommands) -> Component {
    let origin = item.model?.origin
    var properties = [
      Property(name: "godwit:format", value: item.kind.rawValue), Property(name: "godwit:bytes", value: "\(item.size)"),
      Property(name: "godwit:again", value: commands.list(.model(item.name))),
    ]
    if let library = origin?.library { properties.append(Property(name: "godwit:library", value: library)) }
    if let version = origin?.version { properties.append(Property(name: "godwit:library-version", value: version)) }
    let inputs = item.model.map { model in
      model.inputs.map { Parameters.Format(format: "\($0.name): \($0.kind.rawValue)") }
    }
    let bytes = try? ModelSource(path: item.location).bytes.withUnsafeBytes { ContiguousArray($0) }
    return Component(
      type: "machine-learning-model", reference: "model:\(item.name)", name: item.name,
      hashes: bytes.map { [Hash(content: SHA256.hexadecimal($0))] },
      modelCard: inputs.map { Card(modelParameters: Parameters(inputs: $0)) }, properties: properties)
  }
}
