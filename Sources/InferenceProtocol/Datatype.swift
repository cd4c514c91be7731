// The names that the protocol has for types of elements.

package import ModelCore

/// A datatype of the Open Inference Protocol, version 2 ("Tensor Data Types"), and Triton's BF16.
package struct Datatype: Equatable, Sendable {
  package let element: ElementType
  package let name: String

  private static let all: [(name: String, element: ElementType)] = [
    ("BOOL", .bool), ("UINT8", .uint8), ("UINT16", .uint16), ("UINT32", .uint32), ("UINT64", .uint64),
    ("INT8", .int8), ("INT16", .int16), ("INT32", .int32), ("INT64", .int64), ("FP16", .float16), ("FP32", .float),
    ("FP64", .double), ("BYTES", .string), ("BF16", .bfloat16),
  ]

  /// Nil for a name that the protocol does not have.
  package init?(name: String) {
    guard let entry = Self.all.first(where: { $0.name == name }) else { return nil }
    self.name = entry.name
    element = entry.element
  }

  /// Nil for what the protocol has no name for: complex numbers, and numbers of less than 8 bits.
  package init?(_ element: ElementType) {
    guard let entry = Self.all.first(where: { $0.element == element }) else { return nil }
    name = entry.name
    self.element = element
  }

  /// Bytes of one element in binary tensors; nil for BYTES, whose elements say their own length.
  package var byteCount: Int? { element.bitWidth.map { $0 / 8 } }

  /// FP16 and BF16 travel as binary tensors only.
  package var hasJSONForm: Bool { element != .float16 && element != .bfloat16 }

  /// As Triton's configuration writes it: `TYPE_FP32`.
  package var configurationName: String { element == .string ? "TYPE_STRING" : "TYPE_\(name)" }
}
