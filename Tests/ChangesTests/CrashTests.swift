// Death at every effect on the disk, and failure at every effect, leave every file old or new and the way back open.

import Synchronization
import Testing

@testable import Changes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

private let before = [
  "main.py": "old main\n", "package/part.py": "old part\n", "model.pkl": "old model", "data.csv": "1,2\n",
  "other": "other",
]
private let after = [
  "main.py": "new main, longer\n", "package/part.py": "new part\n", "models/new/model.onnx": "new model",
  "data/data.csv": "1,2\n", "other": "other",
]

private func folder() -> Scratch {
  let scratch = Scratch()
  for (name, text) in before { scratch.write(name, text) }
  return scratch
}

private func tree(_ scratch: Scratch) -> [String: String] {
  Dictionary(uniqueKeysWithValues: scratch.files().map { ($0, scratch.text($0) ?? "unreadable") })
}

/// The program that dies on demand, which is built beside the tests.
private let driver: String = {
  let arguments = CommandLine.arguments
  let bundle = arguments.firstIndex(of: "--test-bundle-path").map { arguments[$0 + 1] } ?? arguments[0]
  var folder = bundle
  while let slash = folder.lastIndex(of: "/") {
    folder = String(folder[..<slash])
    if access("\(folder)/CrashDriver", X_OK) == 0 { return "\(folder)/CrashDriver" }
  }
  return "CrashDriver"
}()

private let killed: Int32 = -9

/// Runs the driver, to die at the `step`-th effect; whether it died.
private func dies(_ action: String, _ scratch: Scratch, at step: Int) -> Bool {
  let ending = run(driver, [action, scratch.root, String(step)])
  #expect(ending.code == killed || ending == Ending(code: 0, output: ""), "\(action) at \(step): \(ending)")
  return ending.code == killed
}

/// Every file is old or new, whole; beside them stand only files that wait to take their places.
private func expectOldOrNew(_ scratch: Scratch, _ comment: String) {
  let tree = tree(scratch)
  for name in Set(before.keys).union(after.keys) {
    #expect(tree[name] == before[name] || tree[name] == after[name], "\(comment): \(name)")
  }
  let others = tree.keys.filter { before[$0] == nil && after[$0] == nil }
  #expect(others.allSatisfy { $0.split(separator: "/").last?.hasPrefix(".godwit-") ?? false }, "\(comment)")
}

/// After the next run has looked, all is old or all is new, nothing is left over, and undo leads back to old.
private func expectSound(_ scratch: Scratch, _ comment: String) throws {
  let journal = try Journal(root: scratch.root)
  let recovered = try journal.recover()
  #expect(recovered.allSatisfy { $0.left.isEmpty }, "\(comment)")
  #expect(try journal.recover().isEmpty, "\(comment)")
  let isNew = try !journal.entries().isEmpty
  #expect(tree(scratch) == (isNew ? after : before), "\(comment)")
  if isNew { try journal.undo() }
  #expect(tree(scratch) == before, "\(comment)")
  let leftOver = Set(scratch.files(in: ".godwit", includingJournal: true))
  // The `.new` one takes its place in the next run that applies.
  #expect(
    leftOver.isSubset(of: [".godwit/.gitignore", ".godwit/.gitignore.new", ".godwit/lock"]), "\(comment): \(leftOver)")
  #expect(!scratch.exists("models"), "\(comment)")
}

@Suite("Death at any instant", .serialized) struct CrashTests {
  @Test func `while applying`() throws {
    var steps = 1
    while true {
      let scratch = folder()
      let died = dies("apply", scratch, at: steps)
      expectOldOrNew(scratch, "apply \(steps)")
      if !died { #expect(tree(scratch) == after) }
      try expectSound(scratch, "apply \(steps)")
      if !died { break }
      steps += 1
    }
    #expect(steps > 50)
  }

  @Test func `while undoing`() throws {
    var steps = 1
    while true {
      let scratch = folder()
      #expect(!dies("apply", scratch, at: 0))
      let died = dies("undo", scratch, at: steps)
      expectOldOrNew(scratch, "undo \(steps)")
      if !died { #expect(tree(scratch) == before) }
      try expectSound(scratch, "undo \(steps)")
      if !died { break }
      steps += 1
    }
    #expect(steps > 25)
  }

  /// How many effects the driver's change set has, counted in this process.
  private func countEffects(_ scratch: Scratch) throws -> Int {
    var count = 1
    while dies("apply", folder(), at: count) { count += 8 }
    return count
  }

  @Test func `while recovering from death`() throws {
    let effects = try countEffects(folder())
    for step in stride(from: 12, to: effects, by: 9) {
      var second = 1
      while true {
        let scratch = folder()
        guard dies("apply", scratch, at: step) else { return }
        let died = dies("recover", scratch, at: second)
        expectOldOrNew(scratch, "apply \(step), recover \(second)")
        try expectSound(scratch, "apply \(step), recover \(second)")
        if !died { break }
        second += 3
      }
    }
  }
}

/// Fails the n-th effect with an error number; counts and records effects.
private final class Failing: Sendable {
  private let state: Mutex<(left: Int, effects: [FileSystem.Effect])>
  init(at step: Int) { state = Mutex((step, [])) }

  func fileSystem(_ number: CInt) -> FileSystem {
    FileSystem(largestWrite: 4) { effect in
      self.state.withLock { state in
        state.effects.append(effect)
        state.left -= 1
        return state.left == 0 ? number : nil
      }
    }
  }

  var effects: [FileSystem.Effect] { state.withLock { $0.effects } }
}

@Suite("Failure at any step") struct FailureTests {
  private func changes(_ scratch: Scratch, _ fileSystem: FileSystem) throws -> ChangeSet {
    var changes = ChangeSet(root: scratch.root, command: "", fileSystem: fileSystem)
    func bytes(_ name: String, _ tree: [String: String]) -> ContiguousArray<UInt8> {
      ContiguousArray((tree[name] ?? "").utf8)
    }
    for name in ["main.py", "package/part.py"] {
      try changes.replace(name, expecting: bytes(name, before), with: bytes(name, after))
    }
    try changes.create("models/new/model.onnx", bytes("models/new/model.onnx", after))
    try changes.delete("model.pkl", expecting: bytes("model.pkl", before))
    try changes.rename("data.csv", to: "data/data.csv", expecting: bytes("data.csv", before))
    return changes
  }

  @Test(arguments: [(ENOSPC, ChangeError.Code.diskFull), (EACCES, .unreadable), (EIO, .system), (EROFS, .readOnly)])
  func `An effect that fails leaves everything as it was, and says so`(number: CInt, code: ChangeError.Code) throws {
    var step = 1
    while true {
      let scratch = folder()
      let failing = Failing(at: step)
      do {
        _ = try changes(scratch, failing.fileSystem(number)).apply()
        #expect(tree(scratch) == after)
        if failing.effects.count < step { break }
      } catch let error as ChangeError {
        #expect(error.code == code, "\(step) \(error)")
        #expect(!error.message.contains("//") && error.message.hasSuffix("."), "\(error)")
        expectOldOrNew(scratch, "step \(step): \(error)")
        if !error.message.contains("next run") { #expect(tree(scratch) == before, "step \(step): \(error)") }
      }
      try expectSound(scratch, "step \(step)")
      step += 1
    }
    #expect(step > 60)
  }

  @Test func `An undo that fails half-way is finished by the next run, or has not begun`() throws {
    var step = 1
    while true {
      let scratch = folder()
      _ = try changes(scratch, FileSystem()).apply()
      let failing = Failing(at: step)
      do {
        try Journal(root: scratch.root, fileSystem: failing.fileSystem(ENOSPC)).undo()
        #expect(tree(scratch) == before)
        if failing.effects.count < step { break }
      } catch {
        #expect(error.code == .diskFull)
        expectOldOrNew(scratch, "step \(step)")
      }
      try expectSound(scratch, "step \(step)")
      step += 1
    }
  }

  @Test func `The journal is on the disk before the first file is touched`() throws {
    let scratch = folder()
    let recording = Failing(at: 0)
    let id = try changes(scratch, recording.fileSystem(EIO)).apply()
    let journal = "\(scratch.root)/.godwit/journal"
    let effects = recording.effects
    func isJournal(_ effect: FileSystem.Effect) -> Bool {
      "\(effect)".contains("/.godwit/") || "\(effect)".contains("/.godwit\"")
    }
    let opened = try #require(effects.firstIndex(of: .rename("\(journal)/\(id).partial", "\(journal)/\(id).open")))
    let lasting = try #require(effects[opened...].firstIndex(of: .synchronize(journal)))
    let touching = effects.indices.filter { !isJournal(effects[$0]) && effects[$0] != .synchronize(scratch.root) }
    #expect(try #require(touching.first) > lasting)
    for name in ["originals", "entry"] {
      let written = try #require(effects.lastIndex(of: .write("\(journal)/\(id).partial/\(name)")))
      let synchronized = try #require(effects.firstIndex(of: .synchronize("\(journal)/\(id).partial/\(name)")))
      #expect(written < synchronized && synchronized < opened)
    }
    let renames = effects.indices.filter {
      if case .rename(_, let new) = effects[$0] { !new.contains("/.godwit/") } else { false }
    }
    for place in renames {
      guard case .rename(let temporary, _) = effects[place] else { continue }
      #expect(effects[..<place].contains(.synchronize(temporary)))
    }
    let done = try #require(effects.firstIndex(of: .rename("\(journal)/\(id).open", "\(journal)/\(id)")))
    #expect(try #require(renames.last) < done)
  }

  @Test func `A file the user changed after a crash is left alone, and its old bytes are kept`() throws {
    let scratch = folder()
    let id = try changes(scratch, FileSystem()).apply()
    rename(scratch.path(".godwit/journal/\(id)"), scratch.path(".godwit/journal/\(id).open"))
    scratch.write("main.py", "the user's own")
    let recovered = try Journal(root: scratch.root).recover()
    #expect(recovered.map(\.left) == [["main.py"]])
    #expect(tree(scratch) == before.merging(["main.py": "the user's own"]) { $1 })
    let kept = try #require(recovered[0].keptAt?.dropFirst(scratch.root.count + 1))
    #expect(scratch.text("\(kept)/originals")?.contains("old main\n") == true)
  }

  @Test func `A damaged journal is said to be, and nothing is touched`() throws {
    let scratch = folder()
    let id = try changes(scratch, FileSystem()).apply()
    scratch.write(".godwit/journal/\(id)/originals", "damaged, and longer than it was before it was damaged")
    do {
      try Journal(root: scratch.root).undo()
      Issue.record("no error")
    } catch {
      #expect(error.code == .damagedJournal)
    }
    #expect(tree(scratch) == after)
  }
}
