// What Dockerfiles say of the hardware a project expects: base images, and variables of the environment.

import Projects
import SourceModel

enum DockerImages {
  /// A mark for each `FROM` of an image made for a graphics processor, and for each variable that is known.
  static func marks(in manifests: ProjectManifests, relative: (String) -> String) -> [InventoryItem<Mark>] {
    manifests.manifests.filter { $0.kind == .dockerfile }.flatMap { manifest -> [InventoryItem<Mark>] in
      guard let bytes = try? readFile(manifest.file) else { return [] }
      return bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated().compactMap { number, line in
        let words = String(decoding: line, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        let place = SourcePlace(path: relative(manifest.file), line: number + 1)
        guard words.count > 1, words[0].uppercased() == "FROM" else {
          guard words.count > 1, words[0].uppercased() == "ENV" else { return nil }
          let names = words.dropFirst().map { String($0.prefix { $0 != "=" }) }
          return names.lazy.compactMap { Mark.byWord[$0] }.first.map { InventoryItem(value: $0, places: [place]) }
        }
        let image = words.dropFirst().first { !$0.hasPrefix("--") } ?? ""
        let lower = image.lowercased()
        guard ["nvidia", "cuda", "gpu", "rocm", "tensorrt"].contains(where: lower.contains) else { return nil }
        return InventoryItem(
          value: Mark(.image, String(image)),
          places: [place])
      }
    }
  }
}
