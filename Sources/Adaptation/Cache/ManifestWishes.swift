// What packs ask of manifests, stored with the results of a run: where nothing has changed since, no pack is read.

import Projects
import RuleModel

/// What the packs of a run say besides rules, by the library.
struct ManifestWishes: Hashable, Sendable {
  /// Of libraries that leave: what takes their place in requirements.
  var requirements: [String: RulePack.Requirement] = [:]
  /// Of what is asked of the manifests of Swift packages.
  var demands: [String: PackageDemand] = [:]
}

extension ManifestWishes {
  func write(to bytes: inout ByteWriter) {
    bytes.write(requirements.count)
    for (library, requirement) in requirements.sorted(by: { $0.key < $1.key }) {
      bytes.write(library)
      let range = requirement.language.map { [$0.lowerBound, $0.upperBound] } ?? []
      bytes.write(([requirement.least, requirement.tried] + range).map(\.description))
      bytes.write(requirement.system)
    }
    bytes.write(demands.count)
    for (library, demand) in demands.sorted(by: { $0.key < $1.key }) {
      bytes.write(library)
      bytes.write(demand.products)
      bytes.write(demand.platforms)
      bytes.write(demand.tools.map { [$0] } ?? [])
    }
  }

  init?(from bytes: inout ByteReader) {
    guard let count = bytes.readCount() else { return nil }
    for _ in 0..<count {
      guard let library = bytes.readString(), let texts = bytes.readStrings(), let system = bytes.readStrings() else {
        return nil
      }
      let releases = texts.compactMap { Release($0) }
      guard releases.count == texts.count, releases.count == 2 || releases.count == 4 else { return nil }
      if releases.count == 4, releases[2] > releases[3] { return nil }
      requirements[library] = RulePack.Requirement(
        least: releases[0], tried: releases[1], language: releases.count == 4 ? releases[2]...releases[3] : nil,
        system: system)
    }
    guard let count = bytes.readCount() else { return nil }
    for _ in 0..<count {
      guard let library = bytes.readString(), let products = bytes.readDictionary(),
        let platforms = bytes.readDictionary(), let tools = bytes.readStrings()
      else { return nil }
      demands[library] = PackageDemand(products: products, platforms: platforms, tools: tools.first)
    }
  }
}

extension ByteWriter {
  fileprivate mutating func write(_ texts: [String: String]) {
    write(texts.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] })
  }
}

extension ByteReader {
  fileprivate mutating func readDictionary() -> [String: String]? {
    guard let texts = readStrings(), texts.count % 2 == 0 else { return nil }
    return stride(from: 0, to: texts.count, by: 2).reduce(into: [:]) { $0[texts[$1]] = texts[$1 + 1] }
  }
}
