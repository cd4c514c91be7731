// What the elements of a tensor are.

/// An element type by its number in ONNX's `TensorProto.DataType`.
package enum ElementType: Int32, Sendable, CaseIterable {
  case float = 1
  case uint8
  case int8
  case uint16
  case int16
  case int32
  case int64
  case string
  case bool
  case float16
  case double
  case uint32
  case uint64
  case complex64
  case complex128
  case bfloat16
  case float8e4m3fn
  case float8e4m3fnuz
  case float8e5m2
  case float8e5m2fnuz
  case uint4
  case int4
  case float4e2m1
  case float8e8m0
  case uint2
  case int2
  case float6e2m3
  case float6e3m2

  /// How wide an element is in raw data; nil for strings.
  package var bitWidth: Int? {
    switch self {
    case .string: nil
    case .complex128: 128
    case .double, .int64, .uint64, .complex64: 64
    case .float, .int32, .uint32: 32
    case .float16, .bfloat16, .int16, .uint16: 16
    case .int8, .uint8, .bool, .float8e4m3fn, .float8e4m3fnuz, .float8e5m2, .float8e5m2fnuz, .float8e8m0: 8
    case .float6e2m3, .float6e3m2: 6
    case .uint4, .int4, .float4e2m1: 4
    case .uint2, .int2: 2
    }
  }

  /// Bytes of `count` elements in raw data, narrow elements packed; nil for strings and where the number overflows.
  package func byteCount(of count: Int) -> Int? {
    guard let bitWidth else { return nil }
    let (bits, overflow) = count.multipliedReportingOverflow(by: bitWidth)
    guard !overflow, bits >= 0, bits <= Int.max - 7 else { return nil }
    return (bits + 7) / 8
  }
}
