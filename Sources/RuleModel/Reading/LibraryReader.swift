// Reads `library.yaml`: what a library is called where.

import SourceModel

/// Reads one `library.yaml`.
struct LibraryReader {
  static let keys = ["name", "modules", "distributions", "companions", "pythons", "version"]

  static func read(_ document: RuleDocument, name: String) throws(RuleErrors) -> Library {
    var reader = NodeReader(document)
    let library: Library?
    do {
      library = read(try document.compose(), name: name, &reader)
    } catch {
      throw RuleErrors([error])
    }
    guard let library, reader.errors.isEmpty else { throw RuleErrors(reader.errors) }
    return library
  }

  private static func read(_ root: YAMLNode, name: String, _ reader: inout NodeReader) -> Library? {
    guard let fields = reader.fields(root, of: "a library", known: keys) else { return nil }
    guard let modules = fields["modules"] else {
      reader.failMissing(
        ["modules"], "a library says its modules", remedy: "write `modules: [\(name)]`", at: root, in: fields)
      return nil
    }
    return Library(
      name: name, title: fields["name"].flatMap { reader.text($0, of: "name") },
      modules: reader.texts(modules, of: "modules"),
      distributions: distributions(fields["distributions"], &reader),
      companions: fields["companions"].map { reader.texts($0, of: "companions") } ?? [],
      pythons: pythons(fields["pythons"], &reader), versionMacros: versionMacros(fields["version"], &reader))
  }

  /// `{"2.0": ["3.9", "3.12"]}`.
  private static func pythons(_ node: YAMLNode?, _ reader: inout NodeReader) -> [Library.Pythons] {
    guard let node else { return [] }
    return reader.pairs(node, of: "`pythons`").compactMap { text, pair in
      guard let since = Release(text) else {
        reader.fail(
          .release, "`\(text)` is not a release", remedy: "write numbers with dots, such as `\"2.0\"`", at: pair.value)
        return nil
      }
      return reader.releases(pair.value, of: "`\(text)`").map { Library.Pythons(since: since, range: $0) }
    }.sorted { $0.since < $1.since }
  }

  private static func versionMacros(_ node: YAMLNode?, _ reader: inout NodeReader) -> [VersionMacro] {
    guard let node else { return [] }
    return reader.pairs(node, of: "`version`").compactMap { name, pair in
      guard let text = reader.text(pair.value, of: name) else { return nil }
      guard let macro = VersionMacro(name: name, formula: text) else {
        reader.fail(
          .shape, "`\(text)` is not made of `major`, `minor`, `patch` and numbers",
          remedy: "write `major * 100 + minor`",
          at: pair.value)
        return nil
      }
      return macro
    }
  }

  private static func distributions(_ node: YAMLNode?, _ reader: inout NodeReader) -> [String: [String]] {
    guard let node else { return [:] }
    var distributions: [String: [String]] = [:]
    for (system, pair) in reader.pairs(node, of: "`distributions`") {
      distributions[system] = reader.texts(pair.value, of: system)
    }
    return distributions
  }
}
