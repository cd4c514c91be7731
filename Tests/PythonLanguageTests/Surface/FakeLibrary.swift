// Libraries as text, and what the generator reads off them.

import PythonLanguage
import Semantics
import Testing

/// The surface of a library written as `== path` lines with the text of a file under each.
func surface(
  of text: String, pythonMinor: Int = 10, shownPrivate: [String] = [], outlined: [String] = [], later: APISurface? = nil
) -> APISurface {
  var modules: [String: LibraryModule] = [:]
  for part in ("\n" + text).split(separator: "\n== ", omittingEmptySubsequences: true) {
    let end = part.firstIndex(of: "\n") ?? part.endIndex
    let path = String(part[..<end])
    let bytes = ContiguousArray(part[end...].utf8)
    var parts = path.prefix { $0 != "." }.split(separator: "/").map(String.init)
    let isPackage = parts.last == "__init__"
    if isPackage { parts.removeLast() }
    let name = parts.joined(separator: ".")
    var module = modules[name] ?? LibraryModule(name: name, isPackage: isPackage)
    if path.hasSuffix(".py") { module.source = bytes }
    if path.hasSuffix(".pyi") { module.stub = bytes }
    modules[name] = module
  }
  let generator = SurfaceGenerator(
    library: "lib", release: "1.0", pythonMinor: pythonMinor, shownPrivate: shownPrivate, outlined: outlined,
    laterRelease: later)
  return generator.surface(of: Array(modules.values))
}

/// One entry as a surface's file writes it.
func line(_ name: String, _ surface: APISurface) -> String {
  guard let entry = surface.entries[name] else { return "\(name): absent" }
  var text = "\(name): \(entry.kind.rawValue)" + (entry.isExported ? "*" : "")
  if let parameters = entry.parameters { text += " (\(parameters))" }
  if let type = entry.type { text += " -> \(type)" }
  if !entry.bases.isEmpty { text += " < \(entry.bases.joined(separator: ", "))" }
  if let target = entry.target { text += " = \(target)" }
  return text
}

/// Expects that the names of `lines`, and those only that begin like them, are what the lines say.
func expect(_ surface: APISurface, says lines: String, at location: SourceLocation = #_sourceLocation) {
  let wanted = lines.split(separator: "\n").map(String.init)
  let found = wanted.map { line(String($0.prefix { $0 != ":" }), surface) }
  #expect(found.joined(separator: "\n") == wanted.joined(separator: "\n"), sourceLocation: location)
}

/// All names of a surface but those that every package has, sorted.
func names(_ surface: APISurface) -> [String] {
  let everywhere: Set = ["lib.__file__", "lib.__name__", "lib.__doc__", "lib.__path__"]
  return surface.entries.keys.filter { !everywhere.contains($0) }.sorted()
}
