// Inventories of small projects, and the way to their targets.

import Adaptation
import Foundation
import Migration
import PythonLanguage
import RuleModel
import SourceModel
import Testing

@testable import Assessment

@Suite("Assessments")
struct AssessmentTests {
  private static let catalogue = Result { try PackCatalogue() }
  private static let services = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Corpus/migration")

  private func assess(_ project: Project, to targets: [String] = []) throws -> ProjectAssessment {
    var request = AssessmentRequest(paths: [project.root])
    request.targets = targets
    return try ProjectAssessment(
      request, root: project.root, catalogue: Self.catalogue.get(), language: PythonLanguage())
  }

  @Test("a service is told by languages, libraries, models and versions, and its targets are tried, nothing written")
  func service() throws {
    let project = try Project(copying: Self.services.appendingPathComponent("churn-flask/before"))
    let before = try project.names()
    let found = try assess(project, to: ["onnxruntime", "numpy==2.0", "pytorch-lightning"])
    #expect(found.languages.map(\.kind) == [.python])
    #expect(found.frameworks.map(\.value.title) == ["NumPy", "joblib", "pandas", "Flask", "scikit-learn"])
    #expect(found.models.models.map(\.path) == ["models/churn.joblib"])
    let versions = try #require(found.versions.first { $0.title == "scikit-learn" })
    #expect(versions.inUse == "0.24.2")
    #expect(versions.evidence.last == "models/churn.joblib (written by scikit-learn 0.24.2)")
    #expect(versions.disagreements.isEmpty)
    // The model holds a random state, which NumPy makes anew by functions of private names.
    #expect(found.models.dangers.isEmpty)

    let runtime = found.targets[0]
    #expect(TargetAssessment.Standing.allCases.map { runtime.count($0) } == [6, 2, 0, 0])
    #expect(runtime.items.contains { $0.place == "models/churn.joblib" && $0.standing == .automatic })
    #expect(found.targets[1].failure == nil)
    #expect(found.targets[2].failure == "no pack leads to pytorch-lightning; `godwit rules list` shows what there is.")
    #expect(try project.names() == before)
  }

  @Test("a model written by another version than is in use is a disagreement")
  func disagreement() throws {
    let project = try Project(copying: Self.services.appendingPathComponent("churn-flask/before"))
    for name in ["requirements.txt", "training/requirements.txt"] {
      let path = "\(project.root)/\(name)"
      let text = try String(contentsOfFile: path, encoding: .utf8).replacingOccurrences(of: "0.24.2", with: "1.3.0")
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
    let versions = try #require(try assess(project).versions.first { $0.title == "scikit-learn" })
    #expect(
      versions.disagreements.contains(
        "models/churn.joblib was written by scikit-learn 0.24.2, and 1.3.0 is in use."))
  }

  @Test("words of formats, layouts, constants and hardware are told with every file that has them")
  func words() throws {
    let project = try Project(files: [
      "a.py": "image = image / 255\nmean = (0.4914, 0.4822, 0.4465)\ncolour = 255\n",
      "b.py": "x = x.astype('float16') / 255.\ntf.config.threading.intra_op_parallelism_threads = 1\n",
      "c.py": "frame.to_feather(path)\nx = numpy.moveaxis(x, -1, 0)\nn = 127\n",
      "Dockerfile": "FROM python:3.11-slim\nENV OMP_NUM_THREADS=2\nENV CUDA_VISIBLE_DEVICES=0\n",
    ])
    let found = try assess(project).marks.reduce(into: [:]) {
      $0["\($1.value.kind.rawValue): \($1.value.meaning)"] = $1.places.map(\.text)
    }
    #expect(
      found == [
        "normalisation: to 0 … 1": ["a.py:1", "b.py:1"], "normalisation: mean of CIFAR-10": ["a.py:2"],
        "precision: half precision": ["b.py:1"], "threads: a fixed number of threads": ["Dockerfile:2", "b.py:2"],
        "data format: Feather": ["c.py:1"], "layout: axes are moved": ["c.py:2"], "device: CUDA": ["Dockerfile:3"],
      ])
  }

  @Test("a model that cannot be converted is blocked for the runtime, with the reason")
  func blocked() throws {
    let project = try Project(files: ["net.pt.txt": "no model\n", "app.py": "import torch\n"])
    // `TFL3` in bytes 4 to 8 marks a TensorFlow Lite file.
    try project.write("net.tflite", [0x1C, 0, 0, 0] + Array("TFL3".utf8) + Array(repeating: 0, count: 64))
    let found = try assess(project, to: ["onnxruntime"])
    #expect(found.models.models.map(\.path) == ["net.tflite"])
    #expect(found.targets[0].count(.blocked) == 1)
  }

  @Test("pickles that could do harm are named, with what they call or hand on")
  func dangers() throws {
    let project = try Project(files: ["app.py": "import pickle\n"])
    // Protocol 0: posix.system('true'), and then an ordinary set.
    try project.write("model.pkl", Array("cposix\nsystem\n(S'true'\ntR.".utf8))
    // functools.partial(posix.system): named, and called by what takes it.
    try project.write("partial.pkl", Array("cfunctools\npartial\n(cposix\nsystem\ntR.".utf8))
    try project.write("plain.pkl", Array("c__builtin__\nset\n((lp0\nI1\natR.".utf8))
    let found = try assess(project)
    #expect(found.models.dangers.map(\.path) == ["model.pkl", "partial.pkl"])
    #expect(found.models.dangers.map(\.names) == [["posix.system"], ["posix.system"]])
  }

  @Test("pickles are looked through where they lie in arrays, behind another, or break off")
  func hiddenDangers() throws {
    let project = try Project(files: ["app.py": "import pickle\n"])
    let call = Array("cposix\nsystem\n(S'true'\ntR".utf8)
    let clean: [UInt8] = [0x80, 0x02, 0x7D, 0x2E]
    try project.write("behind.pkl", clean + [0x80, 0x02] + call + [0x2E])
    try project.write("broken.pkl", [0x80, 0x02, 0x7D] + call)
    let header = Array("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }\n".utf8)
    let array = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.count), 0] + header
    try project.write("array.npy", array + [0x80, 0x02] + call + [0x2E])
    try project.write("clean.npy", array + clean)
    try project.write("clean.pkl", clean + clean)
    let found = try assess(project)
    #expect(found.models.dangers.map(\.path) == ["array.npy", "behind.pkl", "broken.pkl"])
    #expect(found.models.dangers.allSatisfy { $0.names == ["posix.system"] })
  }

  @Test("words of data and hardware are found in code, not in comments, and images in Dockerfiles")
  func marks() throws {
    let project = try Project(files: [
      "app.py": "import torch\n# uses cuda\nmodel.to(device)  # cuda\nframe = pd.read_parquet(path)\n",
      "net.py": "x = (x - 0.485) / 0.229\nmodel.half().to('cuda')\n",
      "kernel.cu": "#include <cuda_runtime.h>\nvoid f() { cudaMalloc(&p, 4); } // half\n",
      "Dockerfile": "FROM nvidia/cuda:11.8.0-runtime-ubuntu22.04\nRUN pip install numpy==1.21.6\n",
    ])
    let found = try assess(project)
    let marks = found.marks.map { "\($0.value.meaning) \($0.first.text)" }
    #expect(marks.contains("Parquet app.py:4"))
    #expect(marks.contains("mean of ImageNet net.py:1"))
    #expect(marks.contains("half precision net.py:2"))
    #expect(marks.contains("CUDA kernel.cu:2"))
    #expect(marks.contains("nvidia/cuda:11.8.0-runtime-ubuntu22.04 Dockerfile:1"))
    #expect(!marks.contains { $0.hasPrefix("CUDA app.py") })
    #expect(found.languages.map(\.kind) == [.python, .cuda])
    #expect(found.versions.map(\.title) == ["NumPy"])
  }
}

/// A project outside of any clone, gone when the test ends.
private final class Project {
  let root: String

  init(copying folder: URL) throws {
    let copy = FileManager.default.temporaryDirectory.appendingPathComponent("assessment-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: folder, to: copy)
    root = copy.path
  }

  init(files: [String: String]) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("assessment-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    root = folder.path
    for (name, text) in files { try write(name, Array(text.utf8)) }
  }

  deinit { try? FileManager.default.removeItem(atPath: root) }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    try Data(bytes).write(to: URL(fileURLWithPath: root + "/" + name))
  }

  func names() throws -> [String] { try FileManager.default.subpathsOfDirectory(atPath: root).sorted() }
}
