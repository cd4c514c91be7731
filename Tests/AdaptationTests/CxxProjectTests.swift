// C++ projects for TensorRT and CUDA: what they become, that it compiles, and that nothing a release refuses goes unsaid.

import ClangLanguage
import Foundation
import Projects
import RuleEngine
import RuleModel
import Semantics
import SourceModel
import Testing

@testable import Adaptation

@Suite("C++ projects", .enabled(if: SurveyService.hasLibrary, "libclang is not installed"))
struct CxxProjectTests {
  struct Move: CustomTestStringConvertible, Sendable {
    var project: String
    var request: AdaptationRequest
    var testDescription: String { project }
  }

  static let moves: [Move] = {
    var detector = CxxProjects.upgrade("tensorrt", from: "8.6", to: "10.0")
    detector.includesReview = true
    var kernels = AdaptationRequest(paths: [])
    kernels.swaps = [SwapTarget("cuda:hip")].compactMap { $0 }
    var scorer = CxxProjects.upgrade("onnxruntime", from: "1.8", to: "1.21")
    scorer.includesReview = true
    var older = CxxProjects.upgrade("onnxruntime", from: "1.2", to: "1.21")
    older.includesReview = true
    return [
      Move(project: "tensorrt-detector", request: detector), Move(project: "cuda-kernels", request: kernels),
      Move(project: "onnx-scorer", request: scorer), Move(project: "onnx-scorer", request: older),
    ]
  }()

  @Test("a project becomes what it must, to the byte, and a second run changes nothing", arguments: moves)
  func becomes(move: Move) throws {
    try CxxProjects.withCopy(of: "\(move.project)/before") { copy in
      let report = try CxxProjects.adapt(copy, move.request)
      #expect(report.files.flatMap(\.problems) == [])
      let wanted = try CxxProjects.contents(of: CxxProjects.corpus.appending(path: "\(move.project)/after"))
      let written = try CxxProjects.contents(of: copy)
      #expect(written.keys.sorted() == wanted.keys.sorted())
      for (name, text) in wanted { #expect(written[name] == text, "\(name) is not what it must be") }
      let again = try CxxProjects.adapt(copy, move.request)
      // The sources change no more; what pins say of the old release is no text of theirs.
      #expect(again.changedFiles.map(\.path) == [])
    }
  }

  @Test("driver code in C becomes HIP in C, all of it, and compiles as C with the declarations")
  func driverInC() throws {
    let before = """
      #include <cuda.h>
      #include <cuda_runtime_api.h>
      #include <stdlib.h>

      static int holds(CUresult result) { return result == CUDA_SUCCESS; }

      int main(void) {
        CUdevice device;
        CUmodule module;
        CUfunction kernel;
        CUdeviceptr memory;
        CUstream stream;
        int count = 1024;
        if (!holds(cuInit(0)) || !holds(cuDeviceGet(&device, 0))) return 1;
        cuModuleLoad(&module, "kernel.cubin");
        cuModuleGetFunction(&kernel, module, "add");
        cuStreamCreate(&stream, CU_STREAM_NON_BLOCKING);
        void *arguments[] = {&memory, &count};
        cuLaunchKernel(kernel, count / 256, 1, 1, 256, 1, 1, 0, stream, arguments, NULL);
        float *host = malloc(count * sizeof(float));
        cudaMemcpyAsync(host, (void *)memory, count * sizeof(float), cudaMemcpyDeviceToHost, stream);
        return cudaGetLastError() != cudaSuccess;
      }

      """
    let folder = FileManager.default.temporaryDirectory.appending(path: "godwit-driver-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder.appending(path: ".git"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "driver.c")
    try before.write(to: file, atomically: true, encoding: .utf8)
    var swap = AdaptationRequest(paths: [])
    swap.swaps = [SwapTarget("cuda:hip")].compactMap { $0 }
    let report = try CxxProjects.adapt(folder, swap)
    #expect(report.files.flatMap(\.problems) == [])
    let after = try String(contentsOf: file, encoding: .utf8)
    #expect(after.contains("#include <hip/hip_runtime.h>\n#include <hip/hip_runtime_api.h>\n#include <stdlib.h>"))
    #expect(
      after.contains("  hipModuleLaunchKernel(kernel, count / 256, 1, 1, 256, 1, 1, 0, stream, arguments, NULL);"))
    let left = after.matches(of: /\bcu[A-Z]\w*|\bcuda\w*|\bCU\w*/).map { String($0.output) }
    #expect(left == [])
  }

  private static func declarations(_ release: String) -> [String] {
    ["tensorrt", "cuda"].map { "-I\(CxxProjects.root.path)/Rules/\($0)/cpp/stub" } + ["-DTENSORRT_RELEASE=\(release)"]
  }

  @Test("what compiles with TensorRT 8 and not with 10 is rewritten to what compiles with 10")
  func compiles() throws {
    guard CxxProjects.hasCompiler else { return }
    let before = CxxProjects.corpus.appending(path: "tensorrt-detector/before")
    let after = CxxProjects.corpus.appending(path: "tensorrt-detector/after")
    #expect(try CxxProjects.complaints(before, Self.declarations("806")) == [])
    #expect(try CxxProjects.complaints(before, Self.declarations("1000")).count > 20)
    #expect(try CxxProjects.complaints(after, Self.declarations("1000")) == [])
    #expect(try CxxProjects.complaints(after, Self.declarations("806")) == [])
  }

  @Test("what compiles with ONNX Runtime 1.8 and not with 1.23 is rewritten to what compiles with 1.23")
  func compilesScorer() throws {
    guard CxxProjects.hasCompiler else { return }
    func declarations(_ release: String) -> [String] {
      ["-I\(CxxProjects.root.path)/Rules/onnxruntime/cpp/stub", "-DONNXRUNTIME_RELEASE=\(release)"]
    }
    let before = CxxProjects.corpus.appending(path: "onnx-scorer/before")
    let after = CxxProjects.corpus.appending(path: "onnx-scorer/after")
    #expect(try CxxProjects.complaints(before, declarations("108")) == [])
    #expect(try CxxProjects.complaints(before, declarations("123")).count > 8)
    #expect(try CxxProjects.complaints(after, declarations("123")) == [])
  }

  @Test("kernels for CUDA compile with its declarations, and those for HIP with HIP's and no others")
  func compilesKernels() throws {
    guard CxxProjects.hasCompiler else { return }
    let stub = CxxProjects.root.appending(path: "Rules/cuda/cpp/stub")
    for side in ["before", "after"] {
      let folder = CxxProjects.corpus.appending(path: "cuda-kernels/\(side)")
      #expect(try CxxProjects.complaints(folder, ["-I\(stub.path)"]) == [])
      for (name, text) in try CxxProjects.contents(of: folder) where side == "after" && name.contains("src/") {
        for old in ["cuda", "cublas", "curand", "cufft", "cusparse", " cub::"] {
          #expect(!text.contains(old), "\(name) still says \(old)")
        }
      }
    }
  }

  @Test("names that only look like those of CUDA, TensorRT and ONNX Runtime, and code that is right already, stay")
  func negatives() throws {
    let text = try String(
      contentsOf: CxxProjects.corpus.appending(path: "negative/accelerators.cpp.txt"), encoding: .utf8)
    let snippets = text.components(separatedBy: "----\n")
    #expect(snippets.count >= 27)
    for move in Self.moves {
      let plan = try AdaptationPlan(
        move.request, manifests: ProjectManifests(), catalogue: CxxProjects.catalogue.get(),
        language: CxxProjects.language()
      ) { $0 }
      let adaptation = FileAdaptation(ruleSet: try plan.ruleSet(), includesReview: true)
      // TensorRT's own interface speaks of CUDA: there is nothing that looks like it only.
      for snippet in snippets where move.request.swaps.isEmpty || !snippet.contains("NvInfer.h") {
        let name = snippet.contains("<<<") || snippet.contains("__half") ? "snippet.cu" : "snippet.cpp"
        let report = adaptation.report(adaptation.study(ContiguousArray(snippet.utf8), at: .init(path: name)))
        // Moving to HIP, a header of CUDA goes in any case; what stands below it is what must stay.
        let diff = String(decoding: report.diff, as: UTF8.self).split(separator: "\n")
        let changed = diff.filter { $0.hasPrefix("-") && !$0.hasPrefix("---") && !$0.hasPrefix("-#include") }
        #expect(changed == [], "changed by \(move.project): \(snippet)")
        let found = report.findings.filter { !$0.name.hasPrefix("<") }
        #expect(found.isEmpty, "found for \(move.project): \(snippet)\n\(found.map(\.rule))")
      }
    }
  }

  @Test(
    "every line that a release refuses is spoken of",
    .enabled(if: CxxProjects.hasCompiler, "clang is not installed"),
    arguments: [
      ("tensorrt-detector/before", "8.6", "10.0", "1000"), ("tensorrt-detector/after", "10.0", "11.0", "1100"),
      ("tensorrt-detector/before", "8.6", "11.0", "1100"),
    ])
  func nothingUnsaid(project: String, from: String, to: String, release: String) throws {
    let refused = try CxxProjects.complaints(
      CxxProjects.corpus.appending(path: project), Self.declarations(release))
    #expect(refused.count > 3)
    try CxxProjects.withCopy(of: project) { copy in
      let report = try CxxProjects.adapt(copy, CxxProjects.upgrade("tensorrt", from: from, to: to))
      let said = Set(report.files.flatMap { file in file.findings.map { "\(file.path):\($0.start.line)" } })
      #expect(refused.subtracting(said).sorted() == [])
    }
  }

  @Test("C gets headers of C and no names of namespaces, and is told of what it cannot have")
  func plainC() throws {
    let plan = try AdaptationPlan(
      CxxProjects.upgrade("opencv", from: "3.4", to: "4.0"), manifests: ProjectManifests(),
      catalogue: CxxProjects.catalogue.get(), language: CxxProjects.language()
    ) { $0 }
    let adaptation = FileAdaptation(ruleSet: try plan.ruleSet(), includesReview: true)
    let code = """
      #include <opencv/highgui.h>
      int save(IplImage *image) {
        cvShowImage("shown", image);
        return cvSaveImage("x.png", image, 0) + CV_AA;
      }

      """
    let report = adaptation.report(adaptation.study(ContiguousArray(code.utf8), at: .init(path: "save.c")))
    let after = report.rewriting.map { String(decoding: $0.after, as: UTF8.self) } ?? code
    #expect(report.problems == [])
    #expect(!after.contains(".hpp") && !after.contains("::"))
    #expect(after.contains("#include <opencv2/highgui/highgui_c.h>\n"))
    #expect(after.hasSuffix(String(code.drop { $0 != "\n" }.dropFirst())))
    let reasons = report.findings.filter { $0.name == "CV_AA" }.flatMap(\.reasons)
    #expect(reasons == ["this is C, which has no `cv::LINE_AA`"])
  }

  @Test("a change that would not compile is taken back, and one sentence says so for all its places")
  func withdrawn() throws {
    let language = CxxProjects.language()
    let was = try language.signature("cv::imread(filename, flags = 1)")
    let now = try language.pattern("cv::imreadNowhere(filename)", variables: ["filename", "flags"])
    let rule = Rule(
      id: "wrong", library: "opencv", release: Release("4.0"), removed: Release("4.0"),
      cases: [Rule.Case(action: .replace(was: was, now: now))], grade: .safe, why: nil,
      place: RulePlace(file: "rules/opencv/cpp/4.0.yaml", position: .init(line: 1, column: 1)))
    let surfaces = SurfaceSet(surfaces: [], roots: ["cv", "opencv2"])
    let adaptation = FileAdaptation(
      ruleSet: RuleSet([rule], language: language, source: surfaces, target: surfaces))
    let code =
      "#include <opencv2/opencv.hpp>\nauto a = cv::imread(\"a\");\nauto b = cv::imread(\"b\");\nauto c = cv::imread(\"c\");\n"
    let study = adaptation.study(ContiguousArray(code.utf8), at: .init(path: "snippet.cpp"))
    let report = adaptation.report(study)
    #expect(report.rewriting == nil)
    #expect(
      report.problems == [
        "snippet.cpp:2:10: opencv/4.0/wrong was taken back here and in lines 3, 4, since the result would not compile "
          + "(no member named 'imreadNowhere' in namespace 'cv')"
      ])
    #expect(report.findings.allSatisfy { !$0.isApplied })
  }
}
