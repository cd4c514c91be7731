// Which stored results go: what was not used for long, and what is too much.

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Keeps the cache's folder within bounds. Only files whose names the cache gives are touched; what cannot be looked at
/// or removed stays.
struct CacheEviction {
  /// A store whose run was not repeated for a month is of another release of the rules, or of a folder that is gone.
  static let days = 30
  /// All stores together; those of a tree of 6,000 files, its print among them, take 12 to 60 MB.
  static let sizeLimit: Int64 = 512 << 20
  /// What a run that was killed left half written is nobody's after a day.
  private static let halfWrittenDays = 1

  private struct Store {
    var path: String
    var size: Int64
    /// Seconds since 1970.
    var used: Int
  }

  /// Tells the clock of the file system that a store was of use.
  static func noteUse(of path: String) { utimes(path, nil) }

  /// Removes what is too old, and then what was used longest ago until the rest fits; `kept` is the run's own.
  static func run(in folder: String, keeping kept: String, now: Int) {
    var stores: [Store] = []
    for name in names(in: folder) {
      guard let isHalfWritten = isHalfWritten(name) else { continue }
      let path = "\(folder)/\(name)"
      guard path != kept, let store = store(path) else { continue }
      let age = now - store.used
      if age > (isHalfWritten ? halfWrittenDays : days) * 86_400 {
        unlink(path)
      } else if !isHalfWritten {
        stores.append(store)
      }
    }
    var size = stores.reduce(0) { $0 + $1.size } + (store(kept)?.size ?? 0)
    for store in stores.sorted(by: { ($0.used, $0.path) < ($1.used, $1.path) }) where size > sizeLimit {
      if unlink(store.path) == 0 { size -= store.size }
    }
  }

  private static func store(_ path: String) -> Store? {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    return Store(path: path, size: Int64(status.st_size), used: Int(time.tv_sec))
  }

  /// `1f-a0` is a store, `1f-a0.17.new` one that is being written; anything else is none of ours, and nil.
  private static func isHalfWritten(_ name: String) -> Bool? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    let digits = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    guard digits.count == 2, digits.allSatisfy({ UInt64($0, radix: 16) != nil }) else { return nil }
    if parts.count == 1 { return false }
    return parts.count == 3 && Int(parts[1]) != nil && parts[2] == "new" ? true : nil
  }

  private static func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return [] }
      names.append(String(cString: UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)))
    }
    return names
  }
}
