// Changes a small project and dies at the n-th effect on the disk. For the tests of `Changes` only.

import Changes
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Counts effects down and kills this process, as `kill -9` would, before the last one.
final class Countdown: Sendable {
  private let left: Atomic<Int>
  init(_ left: Int) { self.left = Atomic(left) }
  func tick() {
    if left.subtract(1, ordering: .relaxed).newValue == 0 { kill(getpid(), SIGKILL) }
  }
}

/// The change set of the crash tests, over the files that the tests lay out.
func changes(_ root: String, _ fileSystem: FileSystem) throws(ChangeError) -> ChangeSet {
  func bytes(_ text: String) -> ContiguousArray<UInt8> { ContiguousArray(text.utf8) }
  var changes = ChangeSet(root: root, command: "crash-driver \"apply\"", fileSystem: fileSystem)
  try changes.replace("main.py", expecting: bytes("old main\n"), with: bytes("new main, longer\n"))
  try changes.replace("package/part.py", expecting: bytes("old part\n"), with: bytes("new part\n"))
  try changes.create("models/new/model.onnx", bytes("new model"))
  try changes.delete("model.pkl", expecting: bytes("old model"))
  try changes.rename("data.csv", to: "data/data.csv", expecting: bytes("1,2\n"))
  return changes
}

func run(_ action: String, _ root: String, _ fileSystem: FileSystem) throws(ChangeError) {
  switch action {
  case "apply": _ = try changes(root, fileSystem).apply()
  case "undo": try Journal(root: root, fileSystem: fileSystem).undo()
  case "recover": try Journal(root: root, fileSystem: fileSystem).recover()
  default: preconditionFailure("the action is apply, undo or recover")
  }
}

let arguments = CommandLine.arguments
guard arguments.count == 4, let step = Int(arguments[3]) else {
  preconditionFailure("usage: CrashDriver apply|undo|recover ROOT STEP")
}
let countdown = Countdown(step)
// Small writes, so that death comes in the middle of files, too.
let fileSystem = FileSystem(largestWrite: 64) { _ in
  countdown.tick()
  return nil
}
do {
  try run(arguments[1], arguments[2], fileSystem)
} catch {
  print(error.message)
  exit(2)
}
