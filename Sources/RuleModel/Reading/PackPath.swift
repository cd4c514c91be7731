// What a rule file is, told from its path alone.

/// The place of a file in a folder of packs.
enum PackPath: Hashable, Sendable {
  /// `numpy/library.yaml`
  case library(String)
  /// `numpy/python/2.0.yaml`
  case release(library: String, language: String, Release)
  /// `scikit-learn/python/to-onnxruntime.yaml`
  case swap(library: String, language: String, to: String)
  /// `numpy/python/surface/1.26.yaml`
  case surface(library: String, language: String, Release)

  /// Reads the last parts of a path, so that it does not matter where the folder lies; nil for any other file.
  init?(_ path: String) {
    let parts = path.split(separator: "/").map(String.init)
    guard let file = parts.last, file.hasSuffix(".yaml") else { return nil }
    let stem = String(file.dropLast(5))
    let folders = parts.dropLast()
    if stem == "library", let library = folders.last {
      self = .library(library)
    } else if folders.count >= 3, folders.last == "surface", let release = Release(stem) {
      self = .surface(library: folders[folders.count - 3], language: folders[folders.count - 2], release)
    } else if folders.count >= 2, stem.hasPrefix("to-"), stem.utf8.count > 3, folders.last != "surface" {
      self = .swap(
        library: folders[folders.count - 2], language: folders[folders.count - 1], to: String(stem.dropFirst(3)))
    } else if folders.count >= 2, folders.last != "surface", let release = Release(stem) {
      self = .release(library: folders[folders.count - 2], language: folders[folders.count - 1], release)
    } else {
      return nil
    }
  }

  var library: String {
    switch self {
    case .library(let library), .release(let library, _, _), .swap(let library, _, _), .surface(let library, _, _):
      library
    }
  }

  /// What paths there are, for an error's remedy.
  static let remedy =
    "name it <library>/library.yaml, <library>/<language>/<release>.yaml, <library>/<language>/to-<other>.yaml or "
    + "<library>/<language>/surface/<release>.yaml"
}
