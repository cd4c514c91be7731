// Files are known by their content, whatever their names.

import Foundation
import ModelCore
import Testing

@testable import ModelFormats

@Suite("Recognition")
struct RecognitionTests {
  @Test(
    "text formats are known by how they begin",
    arguments: [
      ("tree\nversion=v4\nnum_class=1\n", ModelFileKind.lightGBM), ("tree\r\nversion=v2\r\n", .lightGBM),
      ("<?xml version=\"1.0\"?>\n<PMML version=\"4.4\"/>", .pmml), ("\u{FEFF}<PMML/>", .pmml), ("<html/>", .unknown),
      ("{\"learner\":{\"attributes\":{}},\"version\":[1,7,6]}", .xgboostJSON), (" {\n \"learner\": {}}", .xgboostJSON),
      ("{\"features_info\":{},\"model_info\":{},\"oblivious_trees\":[]}", .catBoostJSON), ("{}", .unknown),
      ("{\"Model\":{\"learner\":{}},\"Config\":{}}", .xgboostJSON), ("", .unknown), ("name,age\n1,2\n", .unknown),
      ("I1\n.", .pickle), ("(dp0\nS'a'\np1\nI1\ns.", .pickle),
      ("ccopy_reg\n_reconstructor\np0\n(c__main__\nA\np1\n", .pickle),
      ("In the beginning", .unknown), ("(a text)", .unknown), ("CBM1xxxx", .catBoost), ("xxxxTFL3", .tensorFlowLite),
    ])
  func texts(text: String, kind: ModelFileKind) {
    #expect(ModelFileKind(plain: Bytes(ContiguousArray(text.utf8))) == kind)
  }

  @Test(
    "binary formats are known by their marks or shapes",
    arguments: [
      ("894844460d0a1a0a00", ModelFileKind.hdf5), ("62696e6600000000", .xgboostBinary), ("8004952e", .pickle),
      ("80064e2e", .unknown),
      ("80028a0a6cfc9c46f9206aa850192e80024de9032e", .torchLegacy), ("02000000000000007b7d", .safetensors),
      ("0a000000000000007b2261223a317d2020", .unknown), ("0a000000000000007b2261223a317d202020", .safetensors),
      ("08071204746573743a00", .onnx), ("7b4c00000000000000076c6561726e6572", .xgboostUBJSON),
      ("504b0506000000000000000000000000000000000000", .zip), ("934e554d505901", .numpyArray),
    ])
  func binaries(hex: String, kind: ModelFileKind) {
    #expect(ModelFileKind(plain: Bytes(hex: hex)) == kind)
  }

  @Test("a compressed pickle is one, and says by what it was compressed")
  func compressed() throws {
    let file = try ModelFile(ModelSource(name: "a.txt", bytes: Bytes(hex: "789cf334e4d2030001fd00b3")))
    #expect(file.compression == .zlib)
    #expect(file.kind == .pickle)
  }

  @Test("a folder of MLflow's is the model that its index names, and no file outside of it")
  func folders() throws {
    #expect(
      ModelFolder.model(namedBy: "flavors:\n  sklearn:\n    pickled_model: model.pkl\n    sklearn_version: 1.7.2\n")
        == "model.pkl")
    #expect(ModelFolder.model(namedBy: "  xgboost:\r\n    data: \"deep/model.xgb\"\r\n") == "deep/model.xgb")
    for value in ["../model.pkl", "/etc/passwd", "a//b", "./a", ""] {
      #expect(ModelFolder.model(namedBy: "data: \(value)\n") == nil)
    }
    let folder = URL(filePath: NSTemporaryDirectory()).appending(path: "godwit-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect { try ModelFile(path: folder.path()) } throws: { "\($0)".contains("It is a folder") }
    try Data("flavors:\n  sklearn:\n    pickled_model: m.bin\n".utf8).write(to: folder.appending(path: "MLmodel"))
    let model = Fixtures.root.appending(path: "Corpus/models/open/sk17/rfc.pkl")
    try FileManager.default.copyItem(at: model, to: folder.appending(path: "m.bin"))
    #expect(try ModelReading.read(try ModelFile(path: folder.path()))?.model.origin.version == "1.7.2")
  }
}
