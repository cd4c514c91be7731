// Words of build files: packages, targets and libraries that become others, and what only looks like them.

import Changes
import Foundation
import RuleModel
import SourceModel
import Testing

@testable import Adaptation

@Suite("Build files")
struct BuildWordsTests {
  static let words = [
    BuildWord(command: "find_package", from: "CUDAToolkit", to: "hip"),
    BuildWord(from: "CUDA::cudart", to: "hip::host"),
    BuildWord(from: "CUDA::cublas", to: "roc::hipblas", package: "hipblas"),
    BuildWord(command: "project", from: "CUDA", to: "HIP"),
    BuildWord(command: "pkg_check_modules", from: "opencv", to: "opencv4"),
    BuildWord(command: "pkg-config", from: "opencv", to: "opencv4"),
    BuildWord(command: "make", from: "nvcc", to: "hipcc"),
    BuildWord(from: "-lcudart", to: "-lamdhip64"),
  ]

  private func moved(_ text: String, _ edits: (ContiguousArray<UInt8>) -> [Edit]) -> String {
    let bytes = ContiguousArray(text.utf8)
    return String(decoding: MergedEdits(edits(bytes).map { EditGroup([$0]) }, into: bytes).bytes, as: UTF8.self)
  }

  @Test(
    "CMake's packages and targets become others where they stand as words of their commands",
    arguments: [
      ("find_package(CUDAToolkit 11.8 REQUIRED)", "find_package(hip REQUIRED)"),
      ("FIND_PACKAGE(CUDAToolkit)\n", "FIND_PACKAGE(hip)\n"),
      (
        "find_package(CUDAToolkit REQUIRED) # all\ntarget_link_libraries(a\n  PRIVATE CUDA::cublas \"CUDA::cudart\")\n",
        "find_package(hip REQUIRED) # all\nfind_package(hipblas REQUIRED)\ntarget_link_libraries(a\n  PRIVATE roc::hipblas \"hip::host\")\n"
      ),
      (
        "find_package(CUDAToolkit)\nfind_package(hipblas)\ntarget_link_libraries(a CUDA::cublas)",
        "find_package(hip)\nfind_package(hipblas)\ntarget_link_libraries(a roc::hipblas)"
      ),
      ("project(a LANGUAGES CXX CUDA)", "project(a LANGUAGES CXX HIP)"),
      ("pkg_check_modules(CV REQUIRED opencv>=3.2 zlib)", "pkg_check_modules(CV REQUIRED opencv4>=4.0 zlib)"),
      ("pkg_check_modules(CV opencv)", "pkg_check_modules(CV opencv4)"),
      (
        "set(CUDA ON) # CUDA::cudart\nadd_library(CUDA::cudartx)",
        "set(CUDA ON) # CUDA::cudart\nadd_library(CUDA::cudartx)"
      ),
      ("target_link_libraries(a CUDA::cudart hip::host)", "target_link_libraries(a hip::host)"),
      ("target_link_libraries(a \"CUDA::cudart\" hip::host)", "target_link_libraries(a \"hip::host\" hip::host)"),
      ("link_libraries(CUDA::cudart  hip::host)", "link_libraries(hip::host)"),
      ("target_link_libraries(a my_CUDA::cudart", "target_link_libraries(a my_CUDA::cudart"), ("(\"", "(\""),
      (")))", ")))"),
    ])
  func cmake(before: String, after: String) {
    #expect(moved(before) { CMakeWordsMove(words: Self.words, version: "4.0").move(in: $0).edits } == after)
  }

  @Test(
    "a makefile's libraries and what it asks pkg-config for become others",
    arguments: [
      ("LDLIBS := -lcudart -lm\n", "LDLIBS := -lamdhip64 -lm\n"), ("NVCC=nvcc", "NVCC=hipcc"),
      ("LDLIBS = -lcudart -lamdhip64 # both\n", "LDLIBS = -lamdhip64 # both\n"), ("-lamdhip64 -lcudart", "-lamdhip64"),
      ("CFLAGS += $(shell pkg-config --cflags opencv)", "CFLAGS += $(shell pkg-config --cflags opencv4)"),
      ("CFLAGS += `pkg-config --cflags opencv`", "CFLAGS += `pkg-config --cflags opencv4`"),
      ("opencv: nvccx # -lcudart nvcc\n\techo opencv", "opencv: nvccx # -lcudart nvcc\n\techo opencv"), ("", ""),
    ])
  func makefile(before: String, after: String) {
    #expect(moved(before) { MakefileWordsMove(words: Self.words).edits(in: $0) } == after)
  }

  @Test("CMake says which release is in use where nothing else does")
  func origin() throws {
    try CxxProjects.withCopy(of: "tensorrt-detector/before") { copy in
      try FileManager.default.removeItem(at: copy.appending(path: "Dockerfile"))
      var request = CxxProjects.upgrade("tensorrt", from: "8.6", to: "10.0")
      request.origins = []
      let report = try CxxProjects.adapt(copy, request)
      #expect(report.upgrades.map(\.from) == ["8.6"])
      #expect(report.upgrades.map(\.evidence) == ["CMakeLists.txt:7 says find_package 8.6"])
    }
  }

  @Test("an image that brings a release of its own is told")
  func images() throws {
    try CxxProjects.withCopy(of: "tensorrt-detector/before") { copy in
      let report = try CxxProjects.adapt(copy, CxxProjects.upgrade("tensorrt", from: "8.6", to: "10.0"))
      #expect(report.pinNotes.contains { $0.path == "Dockerfile" && $0.line == 1 && $0.message.contains("TensorRT") })
    }
  }
}
