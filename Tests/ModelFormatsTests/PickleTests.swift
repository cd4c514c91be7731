// Pickles of every CPython and protocol, read as that CPython reads them.

import Testing

@testable import ModelFormats

@Suite("Pickles")
struct PickleTests {
  @Test("what CPython 2.7 to 3.13 wrote is read as it was meant")
  func cases() throws {
    #expect(PickleCase.all.count > 250)
    for pickle in PickleCase.all {
      let read = try Pickle.read(pickle.bytes)
      #expect(PickleDump.text(of: read.root) == pickle.expected, "\(pickle.title)")
      #expect(read.end == pickle.bytes.count)
    }
  }

  @Test("each of the 68 opcodes is in one of these pickles, or is refused")
  func opcodes() throws {
    #expect(Opcode.allCases.count == 68)
    let refused: Set<Opcode> = [.extension1, .extension2, .extension4, .nextBuffer, .readOnlyBuffer]
    var seen: Set<Opcode> = []
    for pickle in PickleCase.all {
      var machine = PickleMachine(ModelSource(name: "", bytes: pickle.bytes))
      _ = try machine.run { seen.insert($0) }
    }
    let missing = Opcode.allCases.filter { !seen.contains($0) && !refused.contains($0) }
    #expect(missing.isEmpty, "\(missing)")
  }

  @Test(
    "what is not in the file or only another program knows is refused with a reason",
    arguments: [
      ("8002820a2e", "copyreg"), ("8002830a002e", "copyreg"), ("8002840a0000002e", "copyreg"),
      ("8005972e", "out-of-band"), ("80054e982e", "out-of-band"), ("80062e", "protocol 6"), ("80044eff2e", "0xff"),
      ("2e", "STOP"), ("4e", "opcode"), ("4b", "number"), ("680a2e", "memo"), ("4e622e", "BUILD"),
      ("58ffffff7f61", "are left"), ("8d ffffffffffffff7f 61", "are left"), ("4e4e612e", "APPEND"),
      ("7d284b01752e", "without a value"), ("8004284e93", "STACK_GLOBAL"), ("4c31780a2e", "number"),
    ])
  func refusals(hex: String, word: String) {
    let bytes = Bytes(hex: hex.filter { $0 != " " })
    #expect {
      try Pickle.read(bytes)
    } throws: { error in
      "\(error)".contains(word)
    }
  }

  @Test("a call is recorded, and what it wants is told")
  func calls() throws {
    let pickle = try Pickle.read(Bytes(ContiguousArray("cos\nsystem\n(S'touch /nowhere'\ntR.".utf8)))
    let object = try #require(pickle.root.object)
    #expect(object.callable == PickleGlobal(module: "os", name: "system"))
    #expect(object.arguments.first?.text == "touch /nowhere")
    #expect(pickle.globals.map(\.isCalled) == [true])
    #expect(GlobalMeaning(of: PickleGlobal(module: "os", name: "system")) == .dangerous)
  }
}
