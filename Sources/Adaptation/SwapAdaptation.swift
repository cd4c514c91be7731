// What follows the code when one library takes another's place: requirements, and the paths of models in other files.

import Changes
import Projects
import RuleModel
import Semantics
import SourceModel

/// One library that takes another's place in a project's requirements.
struct RequirementSwap {
  var old: Library
  var new: Library
  var requirement: RulePack.Requirement?
}

/// The changes that follow those of the code.
struct SwapAdaptation {
  private let files: ProjectFiles
  private let paths: [String]
  /// The sources that change, and the bytes of one after the run.
  private let changed: Set<String>
  private let after: (String) -> ContiguousArray<UInt8>?
  private(set) var reports: [FileReport] = []
  /// The libraries that requirement files were given.
  private var written: [String: Set<String>] = [:]
  private(set) var notes: [PinNote] = []
  /// Models whose converted files the code now loads.
  private(set) var moved: [ModelFact] = []

  /// - Parameters:
  ///   - paths: What the run looks at; nothing outside is changed.
  ///   - changed: The paths of the sources that change.
  ///   - after: The bytes of a source as it is to become, which may have to be looked at again for that.
  init(
    files: ProjectFiles, paths: [String], swaps: [RequirementSwap], models: [ModelFact], changed: Set<String>,
    sources: [FileReport], known: LoadableModels, after: @escaping (FileReport) -> ContiguousArray<UInt8>?
  ) {
    self.files = files
    self.paths = paths
    let rewritten = sources.reduce(into: [String: FileReport]()) { if $1.changes { $0[$1.path] = $1 } }
    self.changed = changed
    self.after = { path in rewritten[path].flatMap { $0.rewriting?.after ?? after($0) } }
    var edits: [String: [Edit]] = [:]
    for swap in swaps where !changed.isEmpty { replacePins(swap, &edits) }
    for (file, edits) in edits.sorted(by: { $0.key < $1.key }) { change(file, edits) }
    let loaded = models.filter { $0.part == nil && isMoved($0, sources) }
    let parts = Set(loaded.flatMap { $0.bundle?.entries.compactMap(\.type) ?? [] })
    moved = models.filter { model in loaded.contains(model) || parts.contains(model.type) }
    if !moved.isEmpty { movePaths(of: moved) }
    if !changed.isEmpty, !swaps.isEmpty { moveImages(swaps) }
    if !known.paths.isEmpty { moveConstants(known.paths, sources) }
  }

  /// Whether what follows is told by which sources change, and not by what becomes of each.
  static func needsNoSources(_ swaps: [RequirementSwap], _ manifests: ProjectManifests) -> Bool {
    swaps.allSatisfy { swap in
      swap.old.companions.isEmpty && manifests.pins(of: DistributionNames(swap.old.distributions)).isEmpty
    }
  }

  // MARK: Requirements

  private mutating func replacePins(_ swap: RequirementSwap, _ edits: inout [String: [Edit]]) {
    let newPins = Set(files.manifests.pins(of: DistributionNames(swap.new.distributions)).map(\.file))
    for pin in files.manifests.pins(of: DistributionNames(swap.old.distributions)) {
      let users = sources(under: pin.file).filter { imports(swap.old.modules, $0) }
      if let user = users.first {
        note(pin, "\(pin.distribution) stays, for \(user.path)\(users.count > 1 ? " and others use" : " uses") it.")
        continue
      }
      guard !sources(under: pin.file).isEmpty else {
        note(pin, "no code beside this file says whether \(pin.distribution) is still needed.")
        continue
      }
      if newPins.contains(pin.file) {
        note(pin, "\(pin.distribution) is needed no more; take the line out.")
      } else if pin.kind == .requirements, written[pin.file, default: []].contains(swap.new.name),
        let bytes = try? readFile(pin.file)
      {
        // Another library of the project made room for it in this file already.
        edits[pin.file, default: []].append(Edit(Self.line(around: pin.range, in: bytes), ""))
      } else if let text = requirement(of: swap, in: pin) {
        edits[pin.file, default: []].append(Edit(pin.range, text))
        written[pin.file, default: []].insert(swap.new.name)
        if let notice = swap.requirement?.notice { note(pin, "`\(text)` is written. \(notice)") }
      } else {
        note(pin, "put \(swap.new.distributions["pip"]?.first ?? swap.new.name) in the place of \(pin.distribution).")
      }
    }
    for companion in swap.old.companions { dropCompanion(companion, &edits) }
  }

  private mutating func note(_ pin: Pin, _ message: String) {
    let sentence = message.prefix(1).uppercased() + message.dropFirst()
    notes.append(PinNote(path: files.relative(pin.file), line: pin.line, message: sentence))
  }

  /// The new requirement in the style of the old; nil where a name and a version stand apart.
  private func requirement(of swap: RequirementSwap, in pin: Pin) -> String? {
    guard let bytes = try? readFile(pin.file), Int(pin.range.end) <= bytes.count,
      let name = swap.new.distributions[pin.channel.rawValue]?.first
    else { return nil }
    let written = String(decoding: bytes[pin.range.range], as: UTF8.self)
    let head = String(written.prefix { $0.isLetter || $0.isNumber || "-_.".contains($0) })
    guard normalizedDistribution(head) == pin.distribution, pin.marker == nil, !pin.hasHashes, pin.address == nil else {
      return nil
    }
    guard let constraint = pin.constraint, let requirement = swap.requirement else { return name }
    if constraint.text.hasPrefix("==") { return "\(name)==\(requirement.tried)" }
    if constraint.text.hasPrefix("="), !constraint.text.hasPrefix("=>") { return "\(name)=\(requirement.tried)" }
    let text = "\(name)>=\(requirement.least)"
    return pin.quoting == .bareWord ? "'\(text)'" : text
  }

  /// A library that came with the old one, such as joblib: its line goes where the last import of it went.
  private mutating func dropCompanion(_ name: String, _ edits: inout [String: [Edit]]) {
    let module = name.replacingHyphens
    for pin in files.manifests.pins(of: DistributionNames(pip: [name], conda: [name])) {
      let sources = sources(under: pin.file)
      let was = sources.contains { source in
        changed.contains(source.path) && (try? readFile(source.location)).map { importsAny([module], in: $0) } ?? false
      }
      guard was, !sources.contains(where: { imports([module], $0) }), let bytes = try? readFile(pin.file) else {
        continue
      }
      guard pin.kind == .requirements else {
        note(pin, "nothing imports \(name) any more; take it out if nothing else needs it.")
        continue
      }
      edits[pin.file, default: []].append(Edit(Self.line(around: pin.range, in: bytes), ""))
    }
  }

  /// The whole line that a range stands on, its end included.
  private static func line(around range: ByteRange, in bytes: ContiguousArray<UInt8>) -> ByteRange {
    let start = bytes[..<Int(range.start)].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let end = bytes[Int(range.end)...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
    return ByteRange(start..<end)
  }

  /// The sources that a requirements file speaks for: those below its folder, and not below one with its own.
  private func sources(under manifest: String) -> [SourceFile] {
    let manifests = files.manifests.manifests
    // A script's requirements are its own.
    if manifests.contains(where: { $0.file == manifest && $0.kind == .script }) {
      return files.sources.filter { $0.location == manifest }
    }
    let folder = folder(of: manifest)
    let deeper = Set(manifests.filter { $0.kind != .script }.map { self.folder(of: $0.file) }).filter {
      $0 != folder && Self.isInside($0, folder)
    }
    return files.sources.filter { source in
      Self.isInside(source.path, folder) && !deeper.contains { Self.isInside(source.path, $0) }
    }
  }

  /// The folder of a file below the root; empty for the root itself.
  private func folder(of file: String) -> String {
    let folder = parentFolder(files.relative(file))
    return folder == "." ? "" : folder
  }

  private static func isInside(_ path: String, _ folder: String) -> Bool {
    folder.isEmpty || path.hasPrefix(folder + "/")
  }

  private func imports(_ modules: [String], _ source: SourceFile) -> Bool {
    guard let bytes = after(source.path) ?? (try? readFile(source.location)) else { return true }
    return importsAny(modules, in: bytes)
  }

  /// Whether a line imports one of the modules. A line inside a string counts too: a requirement is rather kept.
  private func importsAny(_ modules: [String], in bytes: ContiguousArray<UInt8>) -> Bool {
    bytes.split(separator: 0x0A).contains { line in
      let text = line.drop { $0 == 0x20 || $0 == 0x09 }
      guard text.starts(with: "import ".utf8) || text.starts(with: "from ".utf8) else { return false }
      let words = text.split { byte in
        !(byte == 0x5F || byte == 0x2E || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20))
      }
      let named = text.first == UInt8(ascii: "f") ? words.dropFirst().prefix(1) : words.dropFirst()
      return named.contains { word in modules.contains(String(decoding: word, as: UTF8.self).firstDottedPart) }
    }
  }

  // MARK: Paths of models

  /// Whether the code now loads the converted file.
  private func isMoved(_ model: ModelFact, _ sources: [FileReport]) -> Bool {
    if sources.contains(where: { $0.findings.contains { $0.isApplied && $0.loadedModel == model.type } }) {
      return true
    }
    let search = WordSearch(model.converted.lastPathPart)
    return sources.contains { report in
      report.rewriting.map { search.isFound(in: $0.after) && !search.isFound(in: $0.before) } ?? false
    }
  }

  /// The constants and settings of other modules that calls take the paths of moved models from.
  private mutating func moveConstants(_ known: [String: ModelPath], _ sources: [FileReport]) {
    let used = Set(sources.flatMap(\.findings).compactMap { $0.isApplied ? $0.modelPath : nil })
    var edits: [String: Set<Edit>] = [:]
    for name in used.sorted() {
      guard let path = known[name], let model = moved.first(where: { $0.fileName == path.fileName && $0.part == nil }),
        let move = model.move(of: path.place)
      else { continue }
      edits[path.file, default: []].insert(Edit(move.range, move.text))
      tellWriters(name.lastDottedPart, model)
    }
    for (file, edits) in edits.sorted(by: { $0.key < $1.key }) {
      change("\(files.root)/\(file)", edits.sorted { $0.range.start < $1.range.start })
    }
  }

  /// Code that writes a model to the path that leads to the converted one now: training, as a rule.
  private mutating func tellWriters(_ constant: String, _ model: ModelFact) {
    let (name, dump) = (WordSearch(constant), WordSearch("dump("))
    for source in files.sources {
      guard let bytes = after(source.path) ?? (try? readFile(source.location)), name.isFound(in: bytes),
        dump.isFound(in: bytes)
      else { continue }
      notes.append(
        PinNote(
          path: source.path, line: 1,
          message: "It writes files and uses \(constant), which leads to \(model.converted.lastPathPart) now."))
    }
  }

  private mutating func movePaths(of models: [ModelFact]) {
    var options = WalkOptions()
    options.takesManifests = false
    for entry in SourceTree.walk(roots: paths, options: options).entries {
      let name = lastComponent(entry.path)
      guard ModelPaths.mayTell(name), let bytes = try? readFile(entry), !isBinary(bytes) else { continue }
      let edits = models.filter { $0.part == nil }.flatMap { model in
        Self.mentions(of: model.fileName, in: bytes).map { Edit($0, model.converted.lastPathPart) }
      }
      if !edits.isEmpty { change(entry.absolutePath, edits) }
    }
  }

  // MARK: Images

  /// The images of a project whose old library leaves.
  private mutating func moveImages(_ swaps: [RequirementSwap]) {
    let swaps = swaps.filter { $0.requirement != nil }
    guard !swaps.isEmpty else { return }
    var options = WalkOptions()
    options.takesManifests = false
    for entry in SourceTree.walk(roots: paths, options: options).entries {
      let name = lastComponent(entry.path)
      guard name.hasPrefix("Dockerfile") || name.hasSuffix(".Dockerfile") || name.hasSuffix("Containerfile"),
        let bytes = try? readFile(entry), !isBinary(bytes)
      else { continue }
      // A folder of its own with code that stays, such as training, keeps its image.
      let folder = folder(of: entry.absolutePath)
      let below = files.sources.filter { Self.isInside($0.path, folder) }
      guard below.isEmpty || below.contains(where: { changed.contains($0.path) }) else { continue }
      var edits: [Edit] = []
      for swap in swaps {
        guard let requirement = swap.requirement else { continue }
        let images = BaseImages(bytes, requirement, library: swap.new.name, old: swap.old.name)
        edits += images.edits.filter { !edits.contains($0) }
        for note in images.notes {
          let note = PinNote(path: files.relative(entry.absolutePath), line: note.line, message: note.message)
          if !notes.contains(note) { notes.append(note) }
        }
      }
      if !edits.isEmpty { change(entry.absolutePath, edits) }
    }
  }

  /// Where a file name stands as a whole.
  private static func mentions(of name: String, in bytes: ContiguousArray<UInt8>) -> [ByteRange] {
    let wanted = Array(name.utf8)
    var found: [ByteRange] = []
    var at = 0
    while at + wanted.count <= bytes.count {
      guard bytes[at] == wanted[0], bytes[at..<(at + wanted.count)].elementsEqual(wanted) else {
        at += 1
        continue
      }
      let end = at + wanted.count
      if !isNamePart(at > 0 ? bytes[at - 1] : 0x20), !isNamePart(end < bytes.count ? bytes[end] : 0x20) {
        found.append(ByteRange(at..<end))
      }
      at = end
    }
    return found
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    byte == 0x5F || byte == 0x2D || byte == 0x2E || byte >= 0x80 || (0x30...0x39).contains(byte)
      || (0x61...0x7A).contains(byte | 0x20)
  }

  // MARK: Reports

  private mutating func change(_ file: String, _ edits: [Edit]) {
    let path = files.relative(file)
    do throws(PathProblem) {
      let known = reports.firstIndex { $0.path == path }
      let before = try readFile(file)
      let merged = MergedEdits(edits.map { EditGroup([$0]) }, into: before)
      guard merged.bytes != before else { return }
      let report = FileReport(path: path).rewritten(before, merged.bytes)
      if let known {
        reports[known] = reports[known].joined(with: report)
      } else {
        reports.append(report)
      }
    } catch {
      notes.append(PinNote(path: path, line: 1, message: error.message))
    }
  }
}

extension String {
  fileprivate var replacingHyphens: String { String(map { $0 == "-" ? "_" : $0 }) }
}
