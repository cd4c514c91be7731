// How answers are written: JSON, and the names of types.

import InferenceProtocol
import ModelCore
import Testing

@Suite("JSON as it is written")
struct JSONBytesTests {
  private func text(_ body: (inout JSONBytes) -> Void) -> String {
    var json = JSONBytes()
    body(&json)
    return String(decoding: json.bytes, as: UTF8.self)
  }

  @Test("containers, with commas between and none elsewhere")
  func containers() {
    let written = text { json in
      json.object { json in
        json.entry("a", 1)
        json.key("b")
        json.array { json in
          json.array { _ in }
          json.object { _ in }
          json.value(true)
        }
        json.entry("c", "d")
        json.key("e\"")
        json.value(false)
      }
    }
    #expect(written == #"{"a":1,"b":[[],{},true],"c":"d","e\"":false}"#)
  }

  @Test("numbers are the shortest text that reads as the same number of the same precision")
  func numbers() {
    let singles: [Float] = [0.1, 1, -0, 16_777_216, 1e-45, 3.4028235e38, 1 / 3]
    for number in singles {
      let written = text { $0.value(number) }
      #expect(Float(written)?.bitPattern == number.bitPattern)
      #expect(written.utf8.count <= 14)
    }
    #expect(text { $0.value(Float(0.1)) } == "0.1")
    #expect(text { $0.value(0.1 + 0.2) } == "0.30000000000000004")
    #expect(text { $0.value(Double.nan) } == #""NaN""#)
    #expect(text { $0.value(-Float.infinity) } == #""-Infinity""#)
    #expect(text { $0.value(UInt64.max) } == "18446744073709551615")
  }

  @Test("text is quoted so that every parser reads it as it was")
  func quoting() {
    #expect(text { $0.value("a\"\\/\n\r\t\u{0}\u{1F}ä\u{1F600}") } == #""a\"\\/\n\r\t\u0000\u001fä😀""#)
  }

  @Test("errors are one sentence in an object")
  func errors() {
    #expect(String(decoding: ProtocolError.invalid("no \"x\"").body, as: UTF8.self) == #"{"error":"no \"x\""}"#)
    #expect(ProtocolError.notFound("").status == 404)
    #expect(ProtocolError.unavailable("").status == 503)
  }

  @Test("every type that the protocol names has its width, and the others have no name")
  func datatypes() {
    let widths = [
      "BOOL": 1, "UINT8": 1, "UINT16": 2, "UINT32": 4, "UINT64": 8, "INT8": 1, "INT16": 2, "INT32": 4, "INT64": 8,
      "FP16": 2, "FP32": 4, "FP64": 8, "BF16": 2,
    ]
    for (name, width) in widths {
      let datatype = Datatype(name: name)
      #expect(datatype?.byteCount == width)
      #expect(datatype.flatMap { Datatype($0.element) } == datatype)
      #expect(datatype?.configurationName == "TYPE_\(name)")
    }
    #expect(Datatype(name: "BYTES")?.byteCount == nil)
    #expect(Datatype(name: "BYTES")?.configurationName == "TYPE_STRING")
    #expect(Datatype(name: "fp32") == nil)
    #expect(Datatype(.complex64) == nil)
    #expect(Datatype(.int4) == nil)
  }
}
