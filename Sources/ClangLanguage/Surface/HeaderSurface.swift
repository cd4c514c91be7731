// The public names of a C or C++ library, read off its headers.

package import Semantics

/// Makes a surface of the headers below a folder.
package struct HeaderSurface: Sendable {
  package var library: String
  package var release: String
  /// The include folder.
  package var folder: String
  /// Relative to it; what code includes.
  package var headers: [String]

  package init(library: String, release: String, folder: String, headers: [String]) {
    self.library = library
    self.release = release
    self.folder = folder
    self.headers = headers
  }

  /// All headers read in one file, those that cannot be together left out one by one.
  ///
  /// - Returns: Nil where there is no libclang, or where it makes nothing of the headers.
  package func surface(by service: SurveyService) -> APISurface? {
    var entries: [String: APISurface.Entry] = [:]
    for header in headers { entries["<\(header)>"] = APISurface.Entry(kind: .module) }
    let text = headers.map { "#if __has_include(<\($0)>)\n#include <\($0)>\n#endif\n" }.joined()
    let request = SurveyRequest(
      path: "/surface.cpp", bytes: ContiguousArray(text.utf8), arguments: ["-x", "c++", "-std=c++17", "-I\(folder)"],
      declaredBelow: folder)
    guard case .success(let survey) = service.survey(request), !survey.declarations.isEmpty else { return nil }
    for declaration in survey.declarations where !isPrivate(declaration) {
      let kind = APISurface.Entry.Kind(rawValue: declaration.kind) ?? .value
      let known = entries[declaration.name]
      // A class is declared before it is defined; the definition has its bases.
      guard known == nil || known?.bases.isEmpty == true && !declaration.bases.isEmpty else { continue }
      entries[declaration.name] = APISurface.Entry(kind: kind, bases: declaration.bases)
    }
    return APISurface(library: library, release: release, entries: entries)
  }

  /// Operators, include guards and what begins with an underscore are nobody's to name.
  private func isPrivate(_ declaration: Survey.Declaration) -> Bool {
    let last = declaration.name.lastDottedPart
    return last.hasPrefix("_") || last.hasPrefix("operator") || last.contains(where: { "<>()~ ".contains($0) })
      || declaration.name.contains(" ")
      || (declaration.isMacro && (last.hasSuffix("_H") || last.hasSuffix("_HPP") || last.hasSuffix("__")))
      || declaration.name.utf8.contains(where: { $0 == UInt8(ascii: "/") })
  }
}
