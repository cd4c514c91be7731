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

  /// `opencv/cpp/stub/opencv2/core.hpp`, with the path that code includes
  case standIn(library: String, language: String, include: String)

  /// Reads the last parts of a path, so that it does not matter where the folder lies; nil for any other file.
  init?(_ path: String) {
    let parts = path.split(separator: "/").map(String.init)
    if let stub = parts.firstIndex(of: "stub"), stub >= 2, stub + 1 < parts.count {
      self = .standIn(
        library: parts[stub - 2], language: parts[stub - 1], include: parts[(stub + 1)...].joined(separator: "/"))
      return
    }
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
    case .library(let library), .release(let library, _, _), .swap(let library, _, _), .surface(let library, _, _),
      .standIn(let library, _, _):
      library
    }
  }

  /// What paths there are, for an error's remedy.
  static let remedy =
    "name it <library>/library.yaml, <library>/<language>/<release>.yaml, <library>/<language>/to-<other>.yaml, "
    + "<library>/<language>/surface/<release>.yaml or <library>/<language>/stub/<header>"
}
