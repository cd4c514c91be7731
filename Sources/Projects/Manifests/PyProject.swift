// Reads pyproject.toml and Pipfile: every place where one of the usual tools keeps requirements.

internal import SourceModel

extension ManifestReader {
  mutating func readPyProject() {
    let document = TOMLDocument(bytes)
    noteProblems(document)
    document.forEachValue { path, value in readProjectValue(path, value) }
  }

  /// The table of a script: what a project has under `project` stands at the top.
  mutating func readScript(_ document: TOMLDocument) {
    noteProblems(document)
    document.forEachValue { path, value in
      switch path {
      case ["dependencies"]: readList(value, place(section: "script.dependencies"))
      case ["requires-python"]: readPythons(value, section: "script")
      default: readProjectValue(path.first == "tool" ? path : [], value)
      }
    }
  }

  mutating func readPipfile() {
    let document = TOMLDocument(bytes)
    noteProblems(document)
    document.forEachValue { path, value in
      guard path.count >= 2, path[0] == "packages" || path[0] == "dev-packages" else { return }
      let place = place(role: path[0] == "packages" ? .runtime : .development, section: path[0])
      readNamed(Array(path[1...]), value, .python, place)
    }
  }

  private mutating func noteProblems(_ document: TOMLDocument) {
    for place in document.problems { note(place, "This line is not TOML that can be read; it is left alone.") }
  }

  private mutating func readProjectValue(_ path: [String], _ value: TOMLValue) {
    if let role = listRole(path) { return readList(value, place(role: role, section: path.joined(separator: "."))) }
    if path == ["project", "requires-python"] { return readPythons(value, section: "project") }
    guard path.first == "tool", path.count >= 4 else { return }
    switch path[1] {
    case "poetry": readPoetry(Array(path[2...]), value)
    case "pixi": readPixi(Array(path[2...]), value)
    default: break
    }
  }

  private mutating func readPythons(_ value: TOMLValue, section: String) {
    guard case .string(let string) = value, string.isVerbatim else { return }
    add(name: "python", versions: string.range, .python, place(role: .interpreter, section: section))
  }

  /// What a list of requirements is for, by the keys it stands under; nil where the keys are of something else.
  private func listRole(_ path: [String]) -> Pin.Role? {
    switch (path.first, path.count) {
    case ("project", 2): return path[1] == "dependencies" ? .runtime : nil
    case ("project", 3): return path[1] == "optional-dependencies" ? .optional : nil
    case ("dependency-groups", 2): return .development
    case ("build-system", 2): return path[1] == "requires" ? .build : nil
    case ("tool", 3...): return toolListRole(path)
    default: return nil
    }
  }

  private func toolListRole(_ path: [String]) -> Pin.Role? {
    switch (path[1], path[2]) {
    case ("pdm", "dev-dependencies") where path.count == 4: .development
    case ("uv", "dev-dependencies") where path.count == 3: .development
    case ("uv", "constraint-dependencies"), ("uv", "override-dependencies"): .constraint
    case ("hatch", "envs") where path.count == 5 && (path[4] == "dependencies" || path[4] == "extra-dependencies"):
      .development
    case ("flit", "metadata") where path.count == 4 && path[3] == "requires": .runtime
    default: nil
    }
  }

  private mutating func readList(_ value: TOMLValue, _ place: PinPlace) {
    guard case .array(let items) = value else { return }
    for case .string(let string) in items {
      if string.isVerbatim {
        add(string.range, place)
      } else {
        note(
          string.range.lowerBound, "`\(string.text)` is written with escapes or over several lines; it is left alone.")
      }
    }
  }

  // MARK: Poetry and pixi

  private mutating func readPoetry(_ path: [String], _ value: TOMLValue) {
    if path[0] == "dependencies" {
      readNamed(Array(path[1...]), value, .poetry, place(section: "tool.poetry.dependencies"))
    } else if path[0] == "dev-dependencies" {
      readNamed(Array(path[1...]), value, .poetry, place(role: .development, section: "tool.poetry.dev-dependencies"))
    } else if path[0] == "group", path.count >= 4, path[2] == "dependencies" {
      let section = "tool.poetry.group.\(path[1]).dependencies"
      readNamed(Array(path[3...]), value, .poetry, place(role: .development, section: section))
    }
  }

  private mutating func readPixi(_ path: [String], _ value: TOMLValue) {
    if path[0] == "dependencies" {
      readNamed(Array(path[1...]), value, .conda, place(.conda, section: "tool.pixi.dependencies"))
    } else if path[0] == "pypi-dependencies" {
      readNamed(Array(path[1...]), value, .python, place(section: "tool.pixi.pypi-dependencies"))
    }
  }

  /// `name = "versions"`, `name = {version = "versions"}`, or a list of the latter.
  private mutating func readNamed(
    _ keys: [String], _ value: TOMLValue, _ dialect: VersionConstraint.Dialect, _ given: PinPlace
  ) {
    guard keys.count == 1 || keys.last == "version" && keys.count == 2 else { return }
    var place = given
    if keys[0] == "python" { place.role = .interpreter }
    switch value {
    case .string(let string) where string.isVerbatim:
      add(name: keys[0], versions: string.range, dialect, place)
    case .string(let string):
      note(string.range.lowerBound, "`\(string.text)` is written with escapes or over several lines; it is left alone.")
    case .array(let items):
      for case .table(let entries) in items {
        for entry in entries where entry.keys == ["version"] {
          readNamed(keys, entry.value, dialect, place)
        }
      }
    case .table, .other: break
    }
  }
}
