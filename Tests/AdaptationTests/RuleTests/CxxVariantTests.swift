// Variants in C++: that the rules of the packs pass them, and that wrong results do not.

import ClangLanguage
import RuleEngine
import RuleModel
import Semantics
import SourceModel
import Testing

@testable import Adaptation

@Suite("Variants in C++", .enabled(if: SurveyService.hasLibrary, "libclang is not installed"))
struct CxxVariantTests {
  private func report(_ selection: String, limit: Int) throws -> RuleTestReport {
    var test = RuleTest(
      catalogue: try CxxProjects.catalogue.get(), language: CxxProjects.language(), selection: selection)
    test.variantLimit = limit
    test.renameVariantLimit = limit
    return try test.run(jobs: 2)
  }

  @Test(
    "of rules of each pack come out",
    arguments: [
      ("tensorrt/10.0/set-max-workspace-size", 36), ("onnxruntime/1.21/half-of-bits", 30),
      ("onnxruntime/1.10/api-of-env", 40), ("opencv/4.0/CV_AA", 25), ("cuda/to-hip/cudaMalloc", 20),
      ("onnxruntime/1.13/get-producer-name", 36),
    ])
  func comeOut(selection: String, least: Int) throws {
    let report = try report(selection, limit: 60)
    #expect(report.failures.map { "\($0.rule) \($0.title) \($0.problems)\n\($0.diff)" } == [])
    #expect(report.ruleCount == 1)
    #expect(report.variantCount >= least)
    #expect(report.leftOutCount * 3 < report.variantCount)
  }

  @Test("show every way to come to a name, every receiver, and what only has the name")
  func families() throws {
    let language = CxxProjects.language()
    func titles(_ signature: String) throws -> String {
      let signature = try language.signature(signature)
      return language.variants(of: UsageSubject(signature: signature, module: ""), limit: 500).map {
        "\($0.expectation): \($0.title)\n\($0.text)"
      }.joined(separator: "\n")
    }
    let free = try titles("cv::imread(filename, flags = 1)")
    for way in [
      "a using directive", "a using declaration", "a namespace alias", "in a lambda", "in a template",
      "in a macro's argument", "an auto variable", "comments between the arguments", "an argument a line",
      "doubtful: arguments unpacked", "untouched: what only has the name", "#include <cv.h>",
      "basic_string<char> & filename_0_0",
    ] {
      #expect(free.contains(way), "\(way)")
    }
    let member = try titles("nvinfer1::IBuilderConfig::setMaxWorkspaceSize(self, workspaceSize)")
    for way in [
      "of a pointer", "of a reference", "of a std::unique_ptr", "of a temporary", "of an auto variable",
      "of a smart pointer", "a typedef", "doubtful: of a type that a template leaves open", "doubtful: its address",
      "unsigned long workspaceSize_0_0", "subject_value->setMaxWorkspaceSize(/* before the first */ workspaceSize_0_0",
    ] {
      #expect(member.contains(way), "\(way)")
    }
  }

  @Test(
    "catch a result that is not the rule's",
    arguments: [
      ("self.setMemoryPoolLimit(nvinfer1::MemoryPoolType::kWORKSPACE, workspaceSize)", true),
      ("self.setMemoryPoolLimit(nvinfer1::MemoryPoolType::kDLA_MANAGED_SRAM, workspaceSize)", false),
      ("self.setMemoryPoolLimit(nvinfer1::MemoryPoolType::kWORKSPACE, workspaceSize + 1)", false),
      ("self.setMemoryPoolLimits(nvinfer1::MemoryPoolType::kWORKSPACE, workspaceSize)", false),
    ])
  func catching(now: String, isRight: Bool) throws {
    let language = CxxProjects.language()
    let was = try language.signature("nvinfer1::IBuilderConfig::setMaxWorkspaceSize(self, workspaceSize)")
    let surfaces = SurfaceSet(surfaces: [], roots: ["nvinfer1", "NvInfer"])
    func ruleSet(_ text: String) throws -> RuleSet {
      let pattern = try language.pattern(text, variables: ["self", "workspaceSize"])
      let rule = Rule(
        id: "old", library: "tensorrt", release: Release("10.0"), removed: Release("10.0"),
        cases: [Rule.Case(action: .replace(was: was, now: pattern))], grade: .safe, why: nil,
        place: RulePlace(file: "rules/tensorrt/cpp/10.0.yaml", position: .init(line: 1, column: 1)))
      return RuleSet([rule], language: language, source: surfaces, target: surfaces)
    }
    let expected = try ruleSet("self.setMemoryPoolLimit(nvinfer1::MemoryPoolType::kWORKSPACE, workspaceSize)")
    let goal = try #require(VariantGoal.goals(of: expected.rules[0], in: expected).first)
    let followed = try ruleSet(now)
    let problems = language.variants(of: goal.subject, limit: 20).filter { $0.ways > 0 }.flatMap { variant in
      VariantCheck(variant: variant, goal: goal, rule: expected.rules[0], ruleSet: followed).failure()?.problems ?? []
    }
    #expect(problems.isEmpty == isRight, "\(problems)")
  }
}
