// A model as a deployment needs it: its bytes, what it takes and gives, and a name that every place accepts.

package import InferenceProtocol
internal import ModelCore

/// A graph that was loaded, and what a place that serves it has to be told.
package struct Deployable: Sendable {
  /// As requests name it.
  package let name: String
  package let model: ContiguousArray<UInt8>
  package let signature: ModelSignature
  /// Whether no row of an answer depends on another row of the request: so with every model made of an estimator.
  package let rowsAreIndependent: Bool
  /// Whether it uses operators that no processor but the main one computes: those of `ai.onnx.ml`.
  package let isForMainProcessor: Bool

  /// - Throws: a `DeploymentError` for a name that has more than letters, digits, `.`, `_` and `-`.
  package init(
    name: String, model: ContiguousArray<UInt8>, signature: ModelSignature, rowsAreIndependent: Bool,
    isForMainProcessor: Bool
  ) throws(DeploymentError) {
    guard Self.isName(name) else {
      throw DeploymentError(
        "`\(name)` cannot name a model in an address", remedy: "give letters, digits, `.`, `_` and `-` with --name")
    }
    self.name = name
    self.model = model
    self.signature = signature
    self.rowsAreIndependent = rowsAreIndependent
    self.isForMainProcessor = isForMainProcessor
  }

  private static func isName(_ name: String) -> Bool {
    guard let first = name.utf8.first, name.utf8.count <= 128 else { return false }
    return isLetterOrDigit(first) && name.utf8.allSatisfy { isLetterOrDigit($0) || "._-".utf8.contains($0) }
  }

  static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: false
    }
  }

  /// A name for the model in a file: the file's own without its ending, with `-` for what a name cannot have.
  package static func name(ofFile path: String) -> String {
    let file = path.split(separator: "/").last ?? ""
    let stem = file.dropFirst().lastIndex(of: ".").map { file[..<$0] } ?? file
    var name: [UInt8] = []
    for byte in stem.utf8 {
      if isLetterOrDigit(byte) || !name.isEmpty && "._-".utf8.contains(byte) {
        name.append(byte)
      } else if let last = name.last, last != UInt8(ascii: "-") {
        name.append(UInt8(ascii: "-"))
      }
    }
    while let last = name.last, !isLetterOrDigit(last) { name.removeLast() }
    return name.isEmpty ? "model" : String(decoding: name.prefix(128), as: UTF8.self)
  }
}

/// A file of a deployment.
package struct DeployedFile: Equatable, Sendable {
  /// Below the folder that is written, with `/`.
  package var path: String
  package var bytes: ContiguousArray<UInt8>

  package init(path: String, bytes: ContiguousArray<UInt8>) {
    self.path = path
    self.bytes = bytes
  }

  init(path: String, text: String) { self.init(path: path, bytes: ContiguousArray(text.utf8)) }
}

/// Why something cannot be deployed where it was to be: what is wrong, and what to do.
package struct DeploymentError: Error, Equatable, Sendable, CustomStringConvertible {
  package var message: String
  package var remedy: String

  package init(_ message: String, remedy: String) {
    self.message = message
    self.remedy = remedy
  }

  package var description: String { "\(message); \(remedy)" }
}
