// Walks folders depth first, with the ignore rules in force at each.

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// One walk under way.
///
/// Real folders are walked first and links afterwards, so that a file is known by its own path and not by that of a
/// link that sorts before it.
struct Walker {
  /// Deeper folders are reported; the limit keeps a walk within the stack of a secondary thread.
  private static let depthLimit = 200

  private struct Place: Hashable {
    var device: UInt64
    var inode: UInt64
    init(_ identity: FileIdentity) { (device, inode) = (identity.device, identity.inode) }
  }

  private struct Link {
    var path: String
    var root: String
    var rootCount: Int
    var ignores: IgnoreStack
  }

  private let options: WalkOptions
  private let suffixes: [[UInt8]]
  private let excludes: IgnoreRules
  private var walk = Walk()
  private var visited: Set<Place> = []
  private var links: [Link] = []
  private var path: ContiguousArray<UInt8> = []
  private var ignores = IgnoreStack()
  private var root = ""
  /// The length of the root's path and its slash.
  private var rootCount = 0
  private var isThroughLink = false
  private var rootsTaken = 0

  init(options: WalkOptions) {
    self.options = options
    suffixes = options.suffixes.map { Array($0.utf8) }
    excludes = IgnoreRules(lines: options.excludes)
  }

  mutating func take(root given: String) {
    rootsTaken += 1
    guard let status = fileStatus(given), let resolved = resolvedPath(given) else {
      walk.problems.append(PathProblem(path: given, errorNumber: errno))
      return
    }
    switch PathKind(mode: status.st_mode) {
    case .folder:
      enter(root: resolved)
      if options.honoursIgnoreFiles { ignores = IgnoreStack(above: resolved, global: options.globalIgnoreFile) }
      walkFolder(depth: 0)
    case .file: takeNamed(resolved, FileIdentity(status))
    case .link, .other: walk.problems.append(notRegular(given))
    }
  }

  /// What was found, once the links that were put off have been followed.
  mutating func finish() -> Walk {
    followLinks()
    var result = walk
    if rootsTaken > 1 {
      var seen = Set<String>()
      result.entries.removeAll { !seen.insert($0.absolutePath).inserted }
    }
    result.problems.sort { ($0.path, $0.message) < ($1.path, $1.message) }
    result.environments.sort()
    return result
  }

  private mutating func enter(root: String) {
    self.root = root
    path = ContiguousArray(root.utf8)
    if path.last == UInt8(ascii: "/") { path.removeLast() }
    rootCount = path.count + 1
    ignores = IgnoreStack()
  }

  private mutating func takeNamed(_ path: String, _ identity: FileIdentity) {
    if identity.size > options.sizeLimit {
      walk.problems.append(tooLarge(path, size: identity.size, limit: options.sizeLimit))
      return
    }
    walk.entries.append(
      WalkEntry(
        path: lastComponent(path), absolutePath: path, root: parentFolder(path), identity: identity, isNamed: true))
  }

  // MARK: Folders

  /// Walks the folder whose path stands in `path`.
  private mutating func walkFolder(depth: Int) {
    let folder = path.isEmpty ? "/" : currentPath() ?? ""
    guard depth <= Self.depthLimit else {
      walk.problems.append(
        PathProblem(
          path: folder, code: .tooDeep, message: "Folders more than \(Self.depthLimit) deep are not entered."))
      return
    }
    do {
      let listing = try FolderListing(folder, wants: wants)
      guard visited.insert(Place(listing.identity)).inserted else { return }
      if listing.isEnvironment && depth > 0 {
        walk.environments.append(folder)
        return
      }
      walkNames(of: listing, folder: folder, depth: depth)
    } catch {
      walk.problems.append(error)
    }
  }

  private mutating func walkNames(of listing: FolderListing, folder: String, depth: Int) {
    let outer = ignores
    defer { ignores = outer }
    if options.honoursIgnoreFiles {
      if listing.hasGit && depth > 0 {
        ignores = IgnoreStack()
        ignores.pushRepository(folder, global: options.globalIgnoreFile)
      }
      if listing.hasIgnoreFile { ignores.pushFile(joinedPath(folder, ".gitignore"), base: folder) }
    }
    let count = path.count
    for name in listing.names {
      path.append(UInt8(ascii: "/"))
      listing.withName(name) { path.append(contentsOf: $0) }
      take(name, nameStart: count + 1, depth: depth)
      while path.count > count { path.removeLast() }
    }
  }

  private mutating func take(_ name: ListedName, nameStart: Int, depth: Int) {
    switch name.kind {
    case .folder:
      if !isLeftOut(nameStart: nameStart, isFolder: true) { walkFolder(depth: depth + 1) }
    case .file:
      if name.isWanted && !isLeftOut(nameStart: nameStart, isFolder: false) { takeFile(name.identity) }
    case .link:
      guard !isLeftOut(nameStart: nameStart, isFolder: false), let path = currentPath() else { return }
      links.append(Link(path: path, root: root, rootCount: rootCount, ignores: ignores))
    case .other:
      guard isWanted(from: nameStart), !isLeftOut(nameStart: nameStart, isFolder: false) else { return }
      walk.problems.append(notRegular(currentPath() ?? ""))
    }
  }

  private func isLeftOut(nameStart: Int, isFolder: Bool) -> Bool {
    path.withUnsafeBufferPointer { path in
      if isFolder && isToolFolder(UnsafeBufferPointer(rebasing: path[nameStart...])) { return true }
      let relative = UnsafeBufferPointer(rebasing: path[rootCount...])
      if excludes.verdict(relative, nameStart: nameStart - rootCount, isFolder: isFolder) == true { return true }
      return ignores.ignores(path, nameStart: nameStart, isFolder: isFolder)
    }
  }

  // MARK: Files

  /// Whether a name is of the sort that is looked for; a name without an extension may turn out to be a script.
  private func wants(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    if suffixes.isEmpty || suffixes.contains(where: { name.hasSuffix($0) }) { return true }
    if options.scriptInterpreter != nil && !name.contains(UInt8(ascii: ".")) { return true }
    return options.takesManifests && isManifest(name)
  }

  /// Whether a name in the folder being listed is a manifest's; a few are told by their folder's name too.
  private func isManifest(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    guard ManifestKind.mayBeName(name) else { return false }
    let folder = path.suffix(16)
    return ManifestKind(path: String(decoding: folder, as: UTF8.self) + "/" + String(decoding: name, as: UTF8.self))
      != nil
  }

  private func isWanted(from nameStart: Int) -> Bool {
    path.withUnsafeBufferPointer { wants(UnsafeBufferPointer(rebasing: $0[nameStart...])) }
  }

  private mutating func takeFile(_ identity: FileIdentity?) {
    guard let absolute = currentPath() else { return }
    guard let identity else {
      walk.problems.append(PathProblem(path: absolute, code: .notFound, message: "It vanished during the walk."))
      return
    }
    guard !isOtherScript(absolute) else { return }
    if identity.size > options.sizeLimit {
      walk.problems.append(tooLarge(absolute, size: identity.size, limit: options.sizeLimit))
      return
    }
    let relative = path.withUnsafeBufferPointer { String(decoding: $0[rootCount...], as: UTF8.self) }
    walk.entries.append(
      WalkEntry(
        path: relative, absolutePath: absolute, root: root, identity: identity, isThroughLink: isThroughLink))
  }

  /// Whether a file was taken for its lack of an extension only, and does not begin as a script of the interpreter.
  private func isOtherScript(_ absolute: String) -> Bool {
    guard let interpreter = options.scriptInterpreter, !suffixes.isEmpty else { return false }
    let name = lastComponent(absolute)
    if name.utf8.contains(UInt8(ascii: ".")) { return false }
    if options.takesManifests && ManifestKind(path: absolute) != nil { return false }
    return !isScript(firstBytes(of: absolute, count: 128), of: interpreter)
  }

  /// The path being looked at; nil, with a problem noted, where it is not text.
  private mutating func currentPath() -> String? {
    if let text = String(validating: path, as: UTF8.self) { return text }
    walk.problems.append(
      PathProblem(
        path: String(decoding: path, as: UTF8.self), code: .nameNotUTF8,
        message: "Its name is not valid UTF-8; it is left out."))
    return nil
  }

  private func notRegular(_ path: String) -> PathProblem {
    PathProblem(
      path: path, code: .notRegular, message: "It is a pipe, a socket or a device; it is not opened.")
  }
}

// MARK: Links

extension Walker {
  /// Follows links to folders that were not walked, and takes linked files once, as long as the file lies below its
  /// root: what a link leads out to belongs to somebody else.
  private mutating func followLinks() {
    guard !links.isEmpty else { return }
    var taken = Set(walk.entries.map { Place($0.identity) })
    var next = 0
    while next < links.count {
      let link = links[next]
      next += 1
      enter(link)
      guard let status = fileStatus(link.path) else {
        walk.problems.append(deadLink(link.path, errorNumber: errno))
        continue
      }
      switch PathKind(mode: status.st_mode) {
      case .folder:
        let first = walk.entries.count
        walkFolder(depth: 1)
        for entry in walk.entries[first...] { taken.insert(Place(entry.identity)) }
      case .file:
        let identity = FileIdentity(status)
        if isWanted(from: link.path.utf8.count - lastComponent(link.path).utf8.count),
          taken.insert(Place(identity)).inserted
        {
          takeLinked(link, identity)
        }
      case .link, .other: break
      }
    }
    sortEntries()
  }

  private mutating func enter(_ link: Link) {
    path = ContiguousArray(link.path.utf8)
    (root, rootCount, ignores) = (link.root, link.rootCount, link.ignores)
    isThroughLink = true
  }

  private mutating func takeLinked(_ link: Link, _ identity: FileIdentity) {
    let prefix = link.root == "/" ? "/" : link.root + "/"
    guard resolvedPath(link.path)?.hasPrefix(prefix) == true else {
      walk.problems.append(
        PathProblem(
          path: link.path, code: .outsideLink,
          message: "It is a link to a file outside of \(link.root); name that file to have it taken."))
      return
    }
    takeFile(identity)
  }

  /// Links are followed last, so their entries have to be put in their places. Roots keep the order given.
  private mutating func sortEntries() {
    var order: [String: Int] = [:]
    for entry in walk.entries where order[entry.root] == nil { order[entry.root] = order.count }
    let places = order
    walk.entries.sort {
      $0.root == $1.root
        ? $0.path.utf8.lexicographicallyPrecedes($1.path.utf8)
        : places[$0.root, default: 0] < places[$1.root, default: 0]
    }
  }

  private func deadLink(_ path: String, errorNumber: Int32) -> PathProblem {
    if errorNumber == ELOOP { return PathProblem(path: path, errorNumber: errorNumber) }
    return PathProblem(path: path, code: .danglingLink, message: "It is a link that leads nowhere.")
  }
}

/// Whether a file that begins with `bytes` is run by `interpreter`: `#!/usr/bin/env python3`, `#! /usr/bin/python -u`.
func isScript(_ bytes: [UInt8], of interpreter: String) -> Bool {
  guard bytes.starts(with: [UInt8(ascii: "#"), UInt8(ascii: "!")]) else { return false }
  let line = String(decoding: bytes.prefix { $0 != 0x0A && $0 != 0x0D }.dropFirst(2), as: UTF8.self)
  return line.split { $0 == " " || $0 == "/" || $0 == "\t" }.contains { $0.hasPrefix(interpreter) }
}
