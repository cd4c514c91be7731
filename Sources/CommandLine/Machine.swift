// What the program asks of the machine it runs on.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The machine and the user's folders.
enum Machine {
  static var coreCount: Int { max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// Where results are kept between runs: `$XDG_CACHE_HOME/godwit`, else `~/.cache/godwit` (XDG Base Directory
  /// Specification); nil where the user has no home.
  static var cacheFolder: String? {
    if let folder = variable("XDG_CACHE_HOME"), folder.hasPrefix("/") { return folder + "/godwit" }
    guard let home = variable("HOME"), home.hasPrefix("/") else { return nil }
    #if canImport(Darwin)
      return home + "/Library/Caches/godwit"
    #else
      return home + "/.cache/godwit"
    #endif
  }

  /// The size and the time of the program's own file; empty where it cannot be found.
  static var programStamp: String {
    #if os(Linux)
      let path = "/proc/self/exe"
    #else
      let path = CommandLine.arguments.first ?? ""
    #endif
    var status = stat()
    guard stat(path, &status) == 0 else { return "" }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return "\(status.st_size) \(time.tv_sec) \(time.tv_nsec)"
  }

  /// The file that this program is; nil where the system does not tell.
  static var programPath: String? {
    #if os(Linux)
      var buffer = [CChar](repeating: 0, count: 4096)
      let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
      return count > 0 ? String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    #else
      guard let path = CommandLine.arguments.first, path.contains("/") else { return nil }
      return path
    #endif
  }

  /// Writes files below a folder that is then complete, whichever process is first; true if it is there.
  static func fill(_ folder: String, with files: [(path: String, bytes: ContiguousArray<UInt8>)]) -> Bool {
    if access(folder, R_OK) == 0 { return true }
    let half = "\(folder).\(getpid())"
    for (path, bytes) in files {
      let whole = "\(half)/\(path)"
      makeFolders(of: whole)
      let descriptor = open(whole, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
      guard descriptor >= 0 else { return false }
      let written = bytes.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      close(descriptor)
      guard written == bytes.count else { return false }
    }
    // Another process may have been first; what it wrote is the same.
    return rename(half, folder) == 0 || access(folder, R_OK) == 0
  }

  private static func makeFolders(of path: String) {
    var end = path.utf8.startIndex
    while let slash = path.utf8[path.utf8.index(after: end)...].firstIndex(of: UInt8(ascii: "/")) {
      mkdir(String(path[..<slash]), 0o755)
      end = slash
    }
  }

  private static func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
  }

  static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
