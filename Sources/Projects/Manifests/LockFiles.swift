// Reads what lock files have resolved. They are never edited: their own program writes them.

extension ManifestReader {
  /// poetry.lock, uv.lock, pdm.lock (`[[package]]`) and pylock.toml (`[[packages]]`).
  mutating func readTOMLLock() {
    for table in TOMLDocument(bytes).tables where table.isElement && isPackageList(table.path) {
      guard let name = table.string("name"), let version = table.string("version") else { continue }
      lock(name.text, version.text, .pip, at: version.range.lowerBound)
    }
  }

  private func isPackageList(_ path: [String]) -> Bool { path == ["package"] || path == ["packages"] }

  /// `{"default": {"numpy": {"version": "==1.21.6"}}, "develop": …}`.
  mutating func readPipfileLock() {
    var reader = TOMLReader(bytes: bytes)
    guard let value = reader.readValue(depth: 1), case .table(let groups) = value else {
      return note(0, "This is not JSON that can be read; nothing was read from it.")
    }
    for group in groups where group.keys == ["default"] || group.keys == ["develop"] {
      group.visit(under: []) { path, value in
        guard path.count == 3, path[2] == "version", case .string(let version) = value else { return }
        lock(path[1], String(version.text.drop { $0 == "=" }), .pip, at: version.range.lowerBound)
      }
    }
  }

  /// Package.resolved: `{"pins": [{"identity": "swift-log", "state": {"version": "1.5.0"}}]}`.
  mutating func readSwiftResolved() {
    var reader = TOMLReader(bytes: bytes)
    guard let value = reader.readValue(depth: 1), case .table(let table) = value else {
      return note(0, "This is not JSON that can be read; nothing was read from it.")
    }
    guard case .array(let pins)? = table.first(where: { $0.keys == ["pins"] })?.value else { return }
    for case .table(let pin) in pins {
      guard case .string(let name)? = pin.first(where: { $0.keys == ["identity"] })?.value,
        case .table(let state)? = pin.first(where: { $0.keys == ["state"] })?.value,
        case .string(let version)? = state.first(where: { $0.keys == ["version"] })?.value
      else { continue }
      lock(name.text, version.text, .swiftpm, at: version.range.lowerBound)
    }
  }

  /// conda-lock.yml: `package:` is a list of maps with `name`, `version` and `manager`.
  mutating func readCondaLock() {
    let document = YAMLDocument(bytes)
    guard case .sequence(let packages) = document.root["package"] else { return }
    for package in packages {
      guard case .scalar(let name) = package["name"], case .scalar(let version) = package["version"] else { continue }
      var channel = Channel.conda
      if case .scalar(let manager) = package["manager"], manager.text == "pip" { channel = .pip }
      lock(name.text, version.text, channel, at: version.range.lowerBound)
    }
  }
}
