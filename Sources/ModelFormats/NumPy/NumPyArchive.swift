// `.npz`: a zip of `.npy` files.

package enum NumPyArchive {
  /// The arrays by the names they were saved under, in the file's order.
  package static func arrays(_ bytes: Bytes) throws(FormatError) -> [(name: String, array: NumPyArray)] {
    let archive = try ZipArchive(bytes)
    var arrays: [(name: String, array: NumPyArray)] = []
    for entry in archive.entries where entry.name.hasSuffix(".npy") {
      arrays.append((String(entry.name.dropLast(4)), try NumPyFile.array(try archive.content(of: entry))))
    }
    return arrays
  }
}
