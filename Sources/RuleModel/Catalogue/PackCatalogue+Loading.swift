// Reads packs, puts the user's over the shipped ones, and stops at mistakes.

package import Semantics

extension PackCatalogue {
  /// The release packs of a library for a language, oldest first, the shipped before the user's.
  ///
  /// They are checked among each other if one of them is the user's; that the shipped ones agree is held by a test, and
  /// costs a fifth of the time otherwise.
  func loadedPacks(
    of library: String, language: any Language, alwaysChecked: Bool = false
  ) throws(RuleErrors) -> [LoadedPack] {
    var wanted: [(release: Release, order: Int, item: Item)] = []
    for (order, item) in items.enumerated() {
      if case .release(library, language.name, let release) = item.path { wanted.append((release, order, item)) }
    }
    wanted.sort { $0.release == $1.release ? $0.order < $1.order : $0.release < $1.release }
    let isChecked = alwaysChecked || wanted.contains { !$0.item.file.isShipped }
    return try load(wanted.map(\.item), language: language, isChecked: isChecked)
  }

  /// Reads files and, if wanted, checks what can be told without surfaces.
  ///
  /// - Parameter models: What the rules of swaps are about; nil for the models of their own examples.
  func load(
    _ items: [Item], language: any Language, isChecked: Bool = true, models: [ModelFact]? = nil
  ) throws(RuleErrors) -> [LoadedPack] {
    var packs: [LoadedPack] = []
    var errors: [RuleError] = []
    for item in items {
      do {
        packs.append(try PackReader.read(item.document, path: item.path, language: language, models: models))
      } catch {
        errors += error.errors
      }
    }
    if errors.isEmpty, isChecked { errors = PackChecks.errors(in: packs) }
    guard errors.isEmpty else { throw RuleErrors(errors) }
    return overlaid(packs)
  }

  /// Without the rules that a later file of the same release has again under the same id.
  private func overlaid(_ packs: [LoadedPack]) -> [LoadedPack] {
    packs.enumerated().map { index, loaded in
      let later = packs[(index + 1)...].filter { $0.pack.kind == loaded.pack.kind }
      let replaced = Set(later.flatMap { $0.pack.rules.map(\.id) })
      return replaced.isEmpty ? loaded : loaded.without(replaced)
    }
  }

  /// Everything wrong with the files of a library for a language, the names that rules write included; for `rules test`
  /// and `rules lint`.
  package func check(library: String, language: any Language) -> [RuleError] {
    var errors: [RuleError] = []
    let surfaces = readSurfaces(of: library, language: language.name, &errors)
    do {
      let loaded = try loadedPacks(of: library, language: language, alwaysChecked: true)
      if let owner = libraries.first(where: { $0.name == library }) {
        for pack in loaded { errors += PackChecks.unknownNames(in: pack, of: owner, surfaces: surfaces) }
      }
    } catch {
      errors += error.errors
    }
    for other in swaps(of: library, language: language.name) {
      let path = PackPath.swap(library: library, language: language.name, to: other)
      do {
        _ = try load(items.filter { $0.path == path }, language: language)
      } catch {
        errors += error.errors
      }
    }
    return errors.isEmpty ? [] : RuleErrors(errors).errors
  }

  private func readSurfaces(
    of library: String, language: String, _ errors: inout [RuleError]
  ) -> [(release: Release, surface: APISurface)] {
    var surfaces: [(release: Release, surface: APISurface)] = []
    for release in surfaceReleases(of: library, language: language) {
      do {
        if let surface = try surface(of: library, language: language, at: release) {
          surfaces.append((release, surface))
        }
      } catch {
        errors += error.errors
      }
    }
    return surfaces
  }
}
