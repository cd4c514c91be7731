// C++ that is to run on two releases: the corpus straddled compiles with the declarations of both.

import ClangLanguage
import Foundation
import Projects
import RuleModel
import SourceModel
import Testing

@testable import Adaptation

@Suite("C++ for two releases", .enabled(if: SurveyService.hasLibrary, "libclang is not installed"))
struct CxxStraddleTests {
  private func straddling(_ library: String, from old: String, to new: String) -> AdaptationRequest {
    var request = CxxProjects.upgrade(library, from: old, to: new)
    request.isStraddling = true
    request.includesReview = true
    return request
  }

  private func declarations(_ library: String, _ macro: String) -> [String] {
    [
      "-I\(CxxProjects.root.path)/Rules/\(library)/cpp/stub", "-I\(CxxProjects.root.path)/Rules/cuda/cpp/stub",
      "-D\(macro)",
    ]
  }

  @Test(
    "a project of the corpus, straddled, compiles with both, and a second run changes nothing",
    .enabled(if: CxxProjects.hasCompiler, "clang is not installed"),
    arguments: [
      ("onnx-scorer", "onnxruntime", "1.8", "1.21", "ONNXRUNTIME_RELEASE=108", "ONNXRUNTIME_RELEASE=121", 8),
      ("tensorrt-detector", "tensorrt", "8.6", "10.0", "TENSORRT_RELEASE=806", "TENSORRT_RELEASE=1000", 0),
    ])
  func corpus(
    project: String, library: String, from: String, to: String, old: String, new: String, guards: Int
  ) throws {
    try CxxProjects.withCopy(of: "\(project)/before") { copy in
      let report = try CxxProjects.adapt(copy, straddling(library, from: from, to: to))
      #expect(report.files.flatMap(\.problems) == [])
      let written = try CxxProjects.contents(of: copy).values.reduce(0) {
        $0 + $1.components(separatedBy: "\n#else\n").count - 1
      }
      #expect(written >= guards)
      #expect(try CxxProjects.complaints(copy, declarations(library, old)) == [])
      #expect(try CxxProjects.complaints(copy, declarations(library, new)) == [])
      #expect(try CxxProjects.adapt(copy, straddling(library, from: from, to: to)).changedFiles.map(\.path) == [])
    }
  }

  @Test(
    "what only newer releases take stands beside the old, as whole statements",
    arguments: [
      (
        """
        #include <onnxruntime_cxx_api.h>
        const OrtApi* api() {
          return Ort::Env::s_api;
        }

        """,
        """
        #include <onnxruntime_cxx_api.h>
        const OrtApi* api() {
          return &Ort::GetApi();
        }

        """
      ),
      (
        """
        #include <onnxruntime_cxx_api.h>
        using Ort::Float16_t;
        void add(Float16_t* all, unsigned short bits) {
          // The first.
          all[0] = Float16_t(bits);
          all[1] = Float16_t(
              bits);
        }

        """,
        """
        #include <onnxruntime_cxx_api.h>
        using Ort::Float16_t;
        void add(Float16_t* all, unsigned short bits) {
          // The first.
        #if ORT_API_VERSION >= 21
          all[0] = Ort::Float16_t::FromBits(bits);
          all[1] = Ort::Float16_t::FromBits(
              bits);
        #else
          all[0] = Float16_t(bits);
          all[1] = Float16_t(
              bits);
        #endif
        }

        """
      ),
    ])
  func snippets(before: String, after: String) throws {
    let plan = try AdaptationPlan(
      straddling("onnxruntime", from: "1.8", to: "1.21"), manifests: ProjectManifests(),
      catalogue: CxxProjects.catalogue.get(), language: CxxProjects.language()
    ) { $0 }
    let adaptation = FileAdaptation(ruleSet: try plan.ruleSet(), includesReview: true)
    let study = adaptation.study(ContiguousArray(before.utf8), at: .init(path: "snippet.cpp"))
    let report = adaptation.report(study)
    #expect(report.problems == [])
    #expect(report.rewriting.map { String(decoding: $0.after, as: UTF8.self) } ?? before == after)
  }

  @Test(
    "a release is told by the macros that its library has",
    arguments: [
      ("10.0", "8.6", "MAJOR >= 10"), ("10.16", "8.6", "MAJOR > 10 || (MAJOR == 10 && MINOR >= 16)"),
      ("1.2.3", "1.0", nil),
    ] as [(String, String, String?)])
  func conditions(release: String, old: String, wanted: String?) throws {
    let macros = [("MAJOR", "major"), ("MINOR", "minor"), ("ALL", "major * 100 + minor")].compactMap {
      VersionMacro(name: $0.0, formula: $0.1)
    }
    let found = VersionMacro.condition(from: try #require(Release(release)), after: Release(old), by: macros)
    #expect(found == wanted)
    #expect(macros.count == 3)
    #expect(try macros[2].value(at: #require(Release("8.6"))) == 806)
    #expect(VersionMacro(name: "X", formula: "major - 1") == nil)
  }
}
