// The ignore files in force at a folder, the nearest last.

/// What git would ignore at one place of a walk.
struct IgnoreStack {
  private struct Level {
    var rules: IgnoreRules
    /// Where a path becomes relative to the folder of the rules: the length of that folder's path and its slash.
    var baseCount: Int
  }

  private var levels: [Level] = []

  var depth: Int { levels.count }

  mutating func push(_ rules: IgnoreRules, baseCount: Int) {
    if !rules.isEmpty { levels.append(Level(rules: rules, baseCount: baseCount)) }
  }

  mutating func cut(to depth: Int) {
    while levels.count > depth { levels.removeLast() }
  }

  /// Whether the absolute `path`, whose name begins at `nameStart`, is ignored.
  func ignores(_ path: UnsafeBufferPointer<UInt8>, nameStart: Int, isFolder: Bool) -> Bool {
    var index = levels.count - 1
    while index >= 0 {
      let base = levels[index].baseCount
      let relative = UnsafeBufferPointer(rebasing: path[base...])
      let verdict = levels[index].rules.verdict(relative, nameStart: nameStart - base, isFolder: isFolder)
      if let verdict { return verdict }
      index -= 1
    }
    return false
  }

  /// Adds the ignore file at `path`, if there is one that can be read.
  mutating func pushFile(_ path: String, base folder: String) {
    guard let bytes = try? readFile(path) else { return }
    push(IgnoreRules(bytes), baseCount: folder == "/" ? 1 : folder.utf8.count + 1)
  }
}

extension IgnoreStack {
  /// The rules that hold inside the folder `root`, its own `.gitignore` left out: those of the repository it belongs
  /// to, down to its parent. A folder that those rules ignore, but that the user names, is walked without them.
  init(above root: String, global: String?) {
    if let top = repositoryTop(of: root) {
      pushRepository(top, global: global)
      pushFolders(from: top, downTo: root)
    } else if let global {
      pushFile(global, base: root)
    }
  }

  private mutating func pushFolders(from top: String, downTo root: String) {
    var folder = top
    var rest = root.utf8.dropFirst(top == "/" ? 1 : top.utf8.count).drop { $0 == UInt8(ascii: "/") }
    while !rest.isEmpty {
      pushFile(joinedPath(folder, ".gitignore"), base: folder)
      let name = rest.prefix { $0 != UInt8(ascii: "/") }
      rest = rest.dropFirst(name.count).drop { $0 == UInt8(ascii: "/") }
      folder = joinedPath(folder, String(decoding: name, as: UTF8.self))
      let nameStart = folder.utf8.count - name.count
      let isIgnored = ContiguousArray(folder.utf8).withUnsafeBufferPointer {
        ignores($0, nameStart: nameStart, isFolder: true)
      }
      if isIgnored { return cut(to: 0) }
    }
  }

  /// What holds in a whole repository before any `.gitignore`: the user's own file, and `info/exclude`.
  mutating func pushRepository(_ top: String, global: String?) {
    if let global { pushFile(global, base: top) }
    if let folder = commonGitFolder(of: top) { pushFile(joinedPath(folder, "info/exclude"), base: top) }
  }
}

/// The nearest folder at or above `folder` that holds a `.git`.
func repositoryTop(of folder: String) -> String? {
  var folder = folder
  while true {
    if fileStatus(joinedPath(folder, ".git")) != nil { return folder }
    if folder == "/" || !folder.utf8.contains(UInt8(ascii: "/")) { return nil }
    folder = parentFolder(folder)
  }
}

/// Where the repository of a work tree keeps what its work trees share. `.git` may be a file that says where.
func commonGitFolder(of top: String) -> String? {
  let git = joinedPath(top, ".git")
  if pathKind(git) == .folder { return git }
  guard let link = firstLine(of: git), link.hasPrefix("gitdir:") else { return nil }
  let own = joinedPath(top, trimmedText(link.dropFirst("gitdir:".count)))
  guard let common = firstLine(of: joinedPath(own, "commondir")) else { return own }
  return joinedPath(own, common)
}

private func firstLine(of path: String) -> String? {
  guard let bytes = try? readFile(path, limit: 1 << 16) else { return nil }
  return trimmedText(String(decoding: bytes.prefix { $0 != 0x0A }, as: UTF8.self))
}

/// The text without spaces and tabs at either end.
func trimmedText(_ text: some StringProtocol) -> String {
  let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" }
  let front = text.drop(while: blank)
  guard let last = front.lastIndex(where: { !blank($0) }) else { return "" }
  return String(front[...last])
}
