// Which C++ files a run looks at, and what it says of code that the compiler does not see.

import ClangLanguage
import Foundation
import Projects
import RuleEngine
import Testing

@testable import Adaptation

@Suite("The reach of a run over C++", .enabled(if: SurveyService.hasLibrary, "libclang is not installed"))
struct CxxReachTests {
  /// Adapts files, and gives what became of them and what was said.
  private func adapted(
    _ files: [String: String], _ library: String, from old: String, to new: String
  ) throws -> (files: [String: String], report: AdaptationReport) {
    try adapted(files, CxxProjects.upgrade(library, from: old, to: new))
  }

  private func adapted(
    _ files: [String: String], _ request: AdaptationRequest
  ) throws -> (files: [String: String], report: AdaptationReport) {
    let folder = FileManager.default.temporaryDirectory.appending(path: "godwit-reach-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder.appending(path: ".git"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
      let file = folder.appending(path: name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let report = try CxxProjects.adapt(folder, request)
    return (try CxxProjects.contents(of: folder), report)
  }

  @Test("a file that never names the library gets it from headers of the project, through one that does not either")
  func led() throws {
    let (files, report) = try adapted(
      [
        "include/detector/engine.h": """
        #pragma once
        #include <NvInfer.h>
        struct Detector { nvinfer1::ICudaEngine* engine; };

        """,
        "include/detector/all.h": "#pragma once\n#include \"engine.h\"\n",
        "src/main.cpp": """
        #include "detector/all.h"
        int main() {
          Detector detector{};
          // Nothing is left of it.
          detector.engine->destroy();
          if (detector.engine) detector.engine->destroy();
        }

        """,
        "src/other.cpp": "#include \"other.h\"\nvoid end(Other& other) { other.engine->destroy(); }\n",
        "src/other.h": "struct Mine { void destroy(); };\nstruct Other { Mine* engine; };\n",
      ], "tensorrt", from: "8.6", to: "10.0")
    #expect(
      files["src/main.cpp"] == """
        #include "detector/all.h"
        int main() {
          Detector detector{};
          // Nothing is left of it.
          delete detector.engine;
          if (detector.engine) delete detector.engine;
        }

        """)
    #expect(report.changedFiles.map(\.path) == ["src/main.cpp"])
    #expect(report.files.flatMap(\.problems) == [])
  }

  @Test("in code that is not compiled a constant of the library is the one it is, and no other rule's")
  func constants() throws {
    let code = """
      #include <opencv2/opencv.hpp>
      #ifdef WITH_CAMERA
      void turn(cv::Mat& image) {
        cv::cvtColor(image, image, cv::COLOR_RGB2BGR);
        cv::cvtColor(image, image, cv::COLOR_BGR2GRAY);
      }
      #endif

      """
    let (_, report) = try adapted(["turn.cpp": code], "opencv", from: "3.4", to: "4.0")
    let advised = report.files.flatMap(\.findings).filter { $0.rule.hasSuffix("grey-rounding") }
    #expect(advised.count == 1)
  }

  @Test("what stands beside something that no header declares is told, not skipped")
  func dropped() throws {
    let code = """
      #include <nothing/imaging.h>
      #include <opencv2/opencv.hpp>
      void load(const char* path) {
        Picture picture;
        picture = wrapped(cvLoadImage(path, CV_LOAD_IMAGE_COLOR));
      }

      """
    let (files, report) = try adapted(["load.cpp": code], "opencv", from: "3.4", to: "4.0")
    #expect(files["load.cpp"] == code)
    let told = report.files.flatMap(\.findings).map(\.name)
    #expect(told.contains { $0.contains("cvLoadImage") } && told.contains { $0.contains("CV_LOAD_IMAGE_COLOR") })
  }

  @Test("calls of what no header declares are told, not skipped", arguments: ["release.cpp", "release.c"])
  func undeclared(file: String) throws {
    let code = """
      #include <helper.h>
      int release(void* bytes) {
        int version = 0;
        cudaFree(bytes);
        int failed = cudaDriverGetVersion(&version);
        return failed ? 0 : version;
      }

      """
    var swap = AdaptationRequest(paths: [])
    swap.swaps = [SwapTarget("cuda:hip")].compactMap { $0 }
    let (files, report) = try adapted([file: code], swap)
    #expect(files[file] == code)
    #expect(report.files.flatMap(\.findings).map(\.standing) == [.review, .review])
  }

  @Test("code for one release of CUDA is for all of HIP, and the condition on the release is told")
  func conditionOfSwap() throws {
    let code = """
      #include <cuda_runtime.h>
      cudaError_t take(void** bytes, size_t count, cudaStream_t stream) {
      #if CUDART_VERSION >= 11020
        return cudaMallocAsync(bytes, count, stream);
      #endif
        return cudaMalloc(bytes, count);
      }

      """
    var swap = AdaptationRequest(paths: [])
    swap.swaps = [SwapTarget("cuda:hip")].compactMap { $0 }
    let (files, report) = try adapted(["take.cpp": code], swap)
    #expect(files["take.cpp"]?.contains("  return hipMallocAsync(bytes, count, stream);\n") == true)
    #expect(files["take.cpp"]?.contains("cuda") == false)
    #expect(report.files.flatMap(\.findings).contains { $0.rule.hasSuffix("cuda-release") })
  }

  @Test("a header that leaves it to its includers to bring the library is told of, where it is not compiled by itself")
  func broughtByIncluders() throws {
    let code = """
      #ifdef __DRIVER_TYPES_H__
      static const char* name(cudaError_t error) { return cudaGetErrorName(error); }
      #endif

      """
    var swap = AdaptationRequest(paths: [])
    swap.swaps = [SwapTarget("cuda:hip")].compactMap { $0 }
    let (files, report) = try adapted(["helper.h": code], swap)
    #expect(files["helper.h"] == code)
    #expect(report.files.flatMap(\.findings).map(\.standing) == [.review, .review])
  }
}
