// `.npz`: a zip of `.npy` files.

package enum NumPyArchive {
  /// The arrays by the names they were saved under, in the file's order. Arrays that are not compressed are parts of `bytes`.
  ///
  /// Each may be as large as a compressed file may become, and so may all of them together.
  package static func arrays(_ bytes: Bytes) throws(FormatError) -> [(name: String, array: NumPyArray)] {
    let archive = try ZipArchive(bytes)
    var arrays: [(name: String, array: NumPyArray)] = []
    var room = Decompression.limit(of: bytes.count)
    for entry in archive.entries where entry.name.hasSuffix(".npy") {
      if entry.method != 0 { room -= min(entry.size, room + 1) }
      guard room >= 0 else {
        throw FormatError(
          .tooLarge, ZipArchive.format,
          "Its arrays claim to become larger than those of a file of \(bytes.count) bytes do.")
      }
      arrays.append((String(entry.name.dropLast(4)), try NumPyFile.array(try archive.content(of: entry))))
    }
    return arrays
  }
}
