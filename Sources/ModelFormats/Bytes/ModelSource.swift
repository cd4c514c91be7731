// Where a model file's bytes come from: a file, or memory; with the files that may stand beside it.

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// The bytes of a file, and a way to those of files beside it, which some formats name.
package struct ModelSource: Sendable {
  package var name: String
  package var bytes: Bytes
  /// The bytes of a file in the same folder; nil where there is none of that name.
  package var sibling: @Sendable (String) throws(FormatError) -> Bytes?

  package init(
    name: String, bytes: Bytes, sibling: @escaping @Sendable (String) throws(FormatError) -> Bytes? = { _ in nil }
  ) {
    self.name = name
    self.bytes = bytes
    self.sibling = sibling
  }

  /// Reads a regular file, or the model of a folder of MLflow's; pipes and devices are never opened.
  package init(path: String) throws(FormatError) {
    let path = try Self.model(inFolder: path) ?? path
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    self.init(name: String(path.dropFirst(folder.count)), bytes: Bytes(try Self.read(path))) {
      (name) throws(FormatError) in
      // A name with a folder in it would lead out of this one.
      guard !name.isEmpty, name != "..", name != ".", !name.utf8.contains(0x2F), !name.utf8.contains(0) else {
        return nil
      }
      var status = stat()
      guard stat(folder + name, &status) == 0 else { return nil }
      return Bytes(try Self.read(folder + name))
    }
  }

  /// The model file of a folder; nil for what is no folder.
  private static func model(inFolder path: String) throws(FormatError) -> String? {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return nil }
    let folder = path.hasSuffix("/") ? path : path + "/"
    guard stat(folder + ModelFolder.index, &status) == 0 else {
      throw FormatError(.unreadable, path, "It is a folder; name the model file in it.")
    }
    guard status.st_size < 1 << 20, let index = Bytes(try read(folder + ModelFolder.index)).utf8,
      let name = ModelFolder.model(namedBy: index)
    else {
      throw FormatError(
        .unsupported, path,
        "It is a folder of MLflow's whose \(ModelFolder.index) names no model file; name the file itself.")
    }
    return folder + name
  }

  private static func read(_ path: String) throws(FormatError) -> ContiguousArray<UInt8> {
    var status = stat()
    guard stat(path, &status) == 0 else { throw failure(path, errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FormatError(.unreadable, path, "It is no regular file.")
    }
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path, errno) }
    defer { close(descriptor) }
    guard fstat(descriptor, &status) == 0 else { throw failure(path, errno) }
    var problem: Int32 = 0
    let bytes = ContiguousArray<UInt8>(unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
      while count < buffer.count, let base = buffer.baseAddress {
        let got = Self.readSome(descriptor, base + count, min(buffer.count - count, 1 << 30))
        if got < 0 && errno == EINTR { continue }
        if got < 0 { problem = errno }
        if got <= 0 { return }
        count += got
      }
    }
    guard problem == 0 else { throw failure(path, problem) }
    return bytes
  }

  private static func readSome(_ descriptor: Int32, _ place: UnsafeMutablePointer<UInt8>, _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.read(descriptor, place, count)
    #elseif canImport(Musl)
      Musl.read(descriptor, place, count)
    #else
      Darwin.read(descriptor, place, count)
    #endif
  }

  private static func failure(_ path: String, _ number: Int32) -> FormatError {
    FormatError(.unreadable, path, String(cString: strerror(number)) + ".")
  }
}
