// A folder that a test may fill and that is gone after it, and programs run beside it.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A fresh folder, in memory where the system has such a place: the tests make some thousand files last.
final class Scratch {
  let root: String

  init() {
    let around = access("/dev/shm", W_OK | X_OK) == 0 ? "/dev/shm" : "/tmp"
    var template = Array("\(around)/godwit-changes-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { fatalError("no temporary folder") }
    root = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { remove("") }

  func path(_ name: String) -> String { name.isEmpty ? root : "\(root)/\(name)" }

  /// Removes the file or the whole folder.
  func remove(_ name: String) {
    if case let inner = names(in: name), !inner.isEmpty { chmod(path(name), 0o700) }
    for inner in names(in: name) { remove(name.isEmpty ? inner : "\(name)/\(inner)") }
    if rmdir(path(name)) != 0 { unlink(path(name)) }
  }

  func exists(_ name: String) -> Bool {
    var status = stat()
    return lstat(path(name), &status) == 0
  }

  /// The names in a folder, links not followed; none where there is no folder.
  private func names(in folder: String) -> [String] {
    var status = stat()
    guard lstat(path(folder), &status) == 0, status.st_mode & S_IFMT == S_IFDIR, let stream = opendir(path(folder))
    else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  func makeFolder(_ name: String) {
    var made = root
    for part in name.split(separator: "/") {
      made += "/\(part)"
      mkdir(made, 0o755)
    }
  }

  func write(_ name: String, _ bytes: some Collection<UInt8>, mode: mode_t = 0o644) {
    if let slash = name.lastIndex(of: "/") { makeFolder(String(name[..<slash])) }
    let bytes = Array(bytes)
    guard let file = fopen(path(name), "wb") else { fatalError("cannot write \(name)") }
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
    chmod(path(name), mode)
  }

  func write(_ name: String, _ text: String, mode: mode_t = 0o644) { write(name, Array(text.utf8), mode: mode) }

  func bytes(_ name: String) -> ContiguousArray<UInt8>? {
    guard let file = fopen(path(name), "rb") else { return nil }
    defer { fclose(file) }
    var bytes: ContiguousArray<UInt8> = []
    var buffer = Array(repeating: UInt8(0), count: 65_536)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
    return bytes
  }

  func text(_ name: String) -> String? { bytes(name).map { String(decoding: $0, as: UTF8.self) } }

  func mode(_ name: String) -> mode_t {
    var status = stat()
    lstat(path(name), &status)
    return status.st_mode & 0o7777
  }

  /// Every file and link below the folder, sorted, without what lies in `.godwit`.
  func files(in folder: String = "", includingJournal: Bool = false) -> [String] {
    var found: [String] = []
    for name in names(in: folder) where name != ".godwit" || includingJournal {
      let full = folder.isEmpty ? name : "\(folder)/\(name)"
      var status = stat()
      lstat(path(full), &status)
      if status.st_mode & S_IFMT == S_IFDIR {
        found += files(in: full, includingJournal: includingJournal)
      } else {
        found.append(full)
      }
    }
    return found.sorted()
  }
}

/// How a program ended: its exit code, or minus the signal that ended it; and what it printed.
struct Ending: Equatable {
  var code: Int32
  var output: String
}

@discardableResult
func run(_ program: String, _ arguments: [String]) -> Ending {
  var ends: [Int32] = [0, 0]
  pipe(&ends)
  var actions = posix_spawn_file_actions_t()
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
  posix_spawn_file_actions_adddup2(&actions, ends[1], 2)
  posix_spawn_file_actions_addclose(&actions, ends[0])
  var arguments = ([program] + arguments).map { strdup($0) } + [nil]
  defer { for argument in arguments { free(argument) } }
  var child = pid_t()
  let failure = posix_spawnp(&child, program, &actions, nil, &arguments, environ)
  close(ends[1])
  defer { close(ends[0]) }
  guard failure == 0 else { return Ending(code: 127, output: "cannot start \(program): \(failure)") }
  var output: [UInt8] = []
  var buffer = Array(repeating: UInt8(0), count: 4096)
  while case let count = read(ends[0], &buffer, buffer.count), count > 0 { output += buffer[..<count] }
  var status: Int32 = 0
  waitpid(child, &status, 0)
  let signal = status & 0x7F
  return Ending(code: signal == 0 ? status >> 8 & 0xFF : -signal, output: String(decoding: output, as: UTF8.self))
}

/// Random numbers that are the same in every run.
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
