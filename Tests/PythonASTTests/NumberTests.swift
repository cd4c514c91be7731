// Numbers and strings as Python shows them.

import PythonLanguage
import SourceModel
import Testing

@testable import PythonAST

@Suite struct NumberTests {
  @Test(
    "Numbers are shown as Python shows them",
    arguments: [
      ("0", "0"), ("1_000", "1000"), ("0xff", "255"), ("0b101", "5"), ("0o17", "15"),
      ("0x1234567890abcdef1234567890abcdef", "24197857200151252728969465429440056815"), ("1.0", "1.0"),
      ("1e16", "1e+16"),
      ("1e15", "1000000000000000.0"), ("0.0001", "0.0001"), ("0.00001", "1e-05"), ("1e400", "inf"),
      ("5e-324", "5e-324"),
      ("1.5j", "1.5j"), ("10j", "10j"), ("1e22", "1e+22"), ("123456789.125", "123456789.125"),
    ])
  func numbers(_ source: String, _ shown: String) {
    let line = PythonAST.line(ContiguousArray(source.utf8), like: PythonVersion(minor: 13))
    #expect(String(decoding: line, as: UTF8.self).contains("Constant(value=\(shown), "))
  }

  @Test("An integer of more digits than Python reads is refused")
  func longIntegers() {
    let digits = ContiguousArray(repeating: UInt8(0x39), count: 4300)
    #expect(!PythonAST.line(digits, like: PythonVersion(minor: 13)).isEmpty)
    #expect(PythonAST.line(digits + [0x39], like: PythonVersion(minor: 13)).isEmpty)
  }
}
