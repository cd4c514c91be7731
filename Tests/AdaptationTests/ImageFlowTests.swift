// Images on their way to a model: what changes keep, what is asked, what is taken back.

import ClangLanguage
import Foundation
import Projects
import RuleModel
import SourceModel
import Testing

@testable import Adaptation
@testable import RuleEngine

@Suite("Images that are followed", .enabled(if: SurveyService.hasLibrary, "libclang is not installed"))
struct ImageFlowTests {
  /// How one image arrives.
  struct Way: CustomTestStringConvertible, Sendable {
    var name: String
    var body: String
    var arrives: [String]
    var testDescription: String { name }
  }

  private static let head = """
    #include <opencv2/opencv.hpp>
    #include <opencv2/core/core_c.h>
    #include <opencv2/imgproc/imgproc_c.h>
    #include <opencv2/highgui/highgui_c.h>
    #include <opencv2/dnn.hpp>
    #include <cstring>
    #include <vector>

    """

  private static func planes(_ source: String, index: String = "c * plane + y * w + x") -> String {
    """
    std::vector<float> go(const cv::Mat& given, int w, int h, size_t plane) {
      cv::Mat m = cv::imread("a.png");
      std::vector<float> v(3 * plane);
      for (int y = 0; y < h; ++y) for (int x = 0; x < w; ++x) for (int c = 0; c < 3; ++c) v[\(index)] = \(source);
      return v;
    }
    """
  }

  static let ways: [Way] = [
    Way(
      name: "colours are swapped, and numbers scaled",
      body: """
        cv::Mat go() {
          cv::Mat image = cv::imread("a.png", CV_LOAD_IMAGE_COLOR), out;
          cv::cvtColor(image, image, CV_BGR2RGB);
          image.convertTo(out, CV_32FC3, 1.0 / 255.0);
          return out;
        }
        """, arrives: ["RGB, 0..1, HWC, float32, rows unpadded"]),
    Way(
      name: "a swap back gives the first order",
      body: """
        cv::Mat go() {
          cv::Mat image = cv::imread("a.png");
          cv::cvtColor(image, image, CV_BGR2RGB);
          cv::cvtColor(image, image, CV_RGB2BGR);
          return image;
        }
        """, arrives: ["BGR, 0..255, HWC, uint8, rows unpadded"]),
    Way(
      name: "two branches that differ are told as two",
      body: """
        cv::Mat go(bool swaps) {
          cv::Mat image = cv::imread("a.png");
          if (swaps) cv::cvtColor(image, image, CV_BGR2RGB);
          return image;
        }
        """, arrives: ["BGR or RGB, 0..255, HWC, uint8, rows unpadded"]),
    Way(
      name: "a branch that leaves says nothing of what follows",
      body: """
        cv::Mat go(bool plain) {
          cv::Mat image = cv::imread("a.png");
          if (plain) { return cv::Mat(); }
          cv::cvtColor(image, image, CV_BGR2RGB);
          return image;
        }
        """, arrives: ["RGB, 0..255, HWC, uint8, rows unpadded"]),
    Way(
      name: "what an option decides is as the option says",
      body: """
        struct Options { int code; };
        cv::Mat go(const Options& options) {
          cv::Mat image = cv::imread("a.png");
          cv::cvtColor(image, image, options.code);
          return image;
        }
        """, arrives: ["as `options.code` says, 0..255, HWC, uint8, rows unpadded"]),
    Way(
      name: "a function of the file is gone through",
      body: """
        static void swap(cv::Mat& picture) { cv::cvtColor(picture, picture, CV_BGR2RGB); }
        static cv::Mat read(const char* name) { return cv::imread(name, 0); }
        cv::Mat go() {
          cv::Mat image = cv::imread("a.png");
          swap(image);
          return image;
        }
        """,
      arrives: ["grey, 0..255, HWC, uint8, rows unpadded", "RGB, 0..255, HWC, uint8, rows unpadded"]),
    Way(
      name: "a member is followed from one function to the next",
      body: """
        class Loader {
         public:
          cv::Mat take() { cv::Mat out; cv::cvtColor(image_, out, CV_BGR2RGB); return out; }
          void load() { image_ = cv::imread("a.png"); }
         private:
          cv::Mat image_;
        };
        """, arrives: ["RGB, 0..255, HWC, uint8, rows unpadded"]),
    Way(
      name: "planes", body: planes("m.at<cv::Vec3b>(y, x)[c]"),
      arrives: ["BGR, 0..255, CHW, as declared, rows unpadded"]),
    Way(
      name: "planes the other way round", body: planes("m.at<cv::Vec3b>(y, x)[2 - c]"),
      arrives: ["RGB, 0..255, CHW, as declared, rows unpadded"]),
    Way(
      name: "pixels the other way round", body: planes("m.ptr<uchar>(y)[x * 3 + 2 - c]", index: "(y * w + x) * 3 + c"),
      arrives: ["RGB, 0..255, HWC, as declared, rows unpadded"]),
    Way(
      name: "what is computed with each element is told", body: planes("(m.at<cv::Vec3b>(y, x)[c] - 127.5f) / 128"),
      arrives: ["BGR, (0..255 - 127.5f) / 128, CHW, as declared, rows unpadded"]),
    Way(
      name: "planes written one by one",
      body: """
        void go(float* v, int w, int h) {
          IplImage* image = cvLoadImage("a.png", CV_LOAD_IMAGE_COLOR);
          std::vector<float> values(3 * w * h);
          for (int y = 0; y < h; ++y) {
            const uchar* row = (const uchar*)(image->imageData + y * image->widthStep);
            for (int x = 0; x < w; ++x) {
              values[y * w + x] = row[3 * x + 2];
              values[w * h + y * w + x] = row[3 * x + 1];
              values[2 * w * h + y * w + x] = row[3 * x];
            }
          }
          std::vector<int> dims;
          cv::dnn::Net net;
          net.setInput(values);
        }
        """, arrives: ["RGB, 0..255, CHW, as declared, rows unpadded"]),
    Way(
      name: "a blob",
      body: """
        void go(cv::dnn::Net& net) {
          cv::Mat image = cv::imread("a.png", CV_LOAD_IMAGE_COLOR);
          net.setInput(cv::dnn::blobFromImage(image, 1 / 255.0, cv::Size(224, 224), cv::Scalar(), true, false));
        }
        """, arrives: ["RGB, (0..255 - cv::Scalar()) * 1 / 255.0, CHW, float32, rows unpadded"]),
    Way(
      name: "rows of the C interface are padded",
      body: """
        IplImage* go() {
          IplImage* image = cvLoadImage("a.png", CV_LOAD_IMAGE_COLOR);
          IplImage* out = cvCreateImage(cvGetSize(image), IPL_DEPTH_32F, 3);
          cvConvertScale(image, out, 1 / 127.5, -1);
          return out;
        }
        """, arrives: ["BGR, -1..1, HWC, float32, rows padded to 4 bytes"]),
  ]

  private static func plan(_ files: [RuleFile]) throws -> AdaptationPlan {
    var request = CxxProjects.upgrade("opencv", from: "3.4", to: "4.0")
    request.paths = []
    return try AdaptationPlan(
      request, manifests: ProjectManifests(), catalogue: PackCatalogue(own: files), language: CxxProjects.language()
    ) { $0 }
  }
  private static let shipped = Result { try FileAdaptation(ruleSet: plan([]).ruleSet()) }

  private func study(_ code: String, _ adaptation: FileAdaptation) -> FileAdaptation.Study {
    adaptation.study(ContiguousArray((Self.head + code).utf8), at: .init(path: "a.cpp"))
  }

  @Test("an image arrives as its way makes it", arguments: ways)
  func arrives(way: Way) throws {
    let adaptation = try Self.shipped.get()
    let study = study(way.body, adaptation)
    #expect(adaptation.ruleSet.arrivals(in: study.facts).map(\.properties) == way.arrives)
    // And so it does once everything is rewritten.
    #expect(adaptation.report(study).problems == [])
  }

  @Test("a change on the way says what it keeps")
  func notes() throws {
    let adaptation = try Self.shipped.get()
    let report = adaptation.report(study(Self.ways[0].body, adaptation))
    #expect(
      report.findings.map(\.notes) == [
        ["image-to-tensor: BGR, 0..255, HWC, uint8, rows unpadded"],
        ["image-to-tensor: RGB, 0..255, HWC, uint8, rows unpadded"],
      ])
    #expect(report.findings.filter(\.isApplied).count == 2)
  }

  @Test("a step that nobody knows is for a person, where a change is on the same way, and named")
  func unknownStep() throws {
    let adaptation = try Self.shipped.get()
    let code = """
      void tint(cv::Mat& picture);
      cv::Mat go() {
        cv::Mat image = cv::imread("a.png");
        tint(image);
        cv::cvtColor(image, image, CODE);
        return image;
      }
      """
    let asked = adaptation.report(study(code.replacing("CODE", with: "CV_BGR2RGB"), adaptation)).findings
    #expect(asked.map(\.standing) == [.review, .rewritten])
    #expect(asked[0].reasons == ["what `tint` does to a value on its way to what `go` gives is not known"])
    #expect(asked[0].line.contains("tint(image)"))
    let quiet = adaptation.report(study(code.replacing("CODE", with: "cv::COLOR_BGR2RGB"), adaptation)).findings
    #expect(quiet.isEmpty)
  }

  @Test("a change after which an image would arrive otherwise is taken back, and others stay")
  func strays() throws {
    let rules = """
      release: "4.0"
      changes:
      - id: wrong
        was: cv::medianBlur(src, dst, ksize)
        now: cv::cvtColor(src, dst, cv::COLOR_BGR2RGB)
      """
    let adaptation = try FileAdaptation(
      ruleSet: Self.plan([RuleFile(path: "opencv/cpp/4.0.yaml", text: rules)]).ruleSet())
    let code = """
      cv::Mat go() {
        cv::Mat image = cv::imread("a.png"), out;
        cv::medianBlur(image, out, 3);
        return out;
      }
      int code() { return CV_BGR2GRAY; }
      """
    let report = adaptation.report(study(code, adaptation))
    #expect(
      report.problems == [
        "a.cpp:10:3: opencv/4.0/wrong was taken back: what came to what `go` gives as BGR, 0..255, HWC, uint8, rows "
          + "unpadded would come as RGB, 0..255, HWC, uint8, rows unpadded"
      ])
    #expect(report.findings.filter(\.isApplied).map(\.rule) == ["opencv/4.0/CV_BGR2GRAY"])
  }

  @Test("code that a reader of statements could stumble over ends")
  func oddities() throws {
    let adaptation = try Self.shipped.get()
    let pieces = [
      "if (a) else", "for (;;", "[](){", "do", "try {", "} } }", "switch (x) { case 1:", "= = =", "a[b[c[", "{{{{",
      "return", "auto f = [&", "#if 1\n", "cv::Mat m(", "m.at<cv::Vec3b>(y, x)[c] =", "cvLoadImage(\"a\", CV_BGR2RGB",
      "x ? y :", "lambda([] { return [] { return 1; }(); })", "template <", "operator",
    ]
    // Each with another: what one leaves open, the next stumbles over.
    for (first, second) in zip(pieces, pieces.reversed()).prefix(pieces.count / 2) {
      let code =
        "cv::Mat go(cv::Mat m, int x, int y, int c) {\n\(first) \(second)\ncv::cvtColor(m, m, CV_BGR2RGB); return m; }\n"
      _ = adaptation.report(study(code, adaptation))
    }
    let deep = String(repeating: "if (x) { ", count: 3000) + String(repeating: "(", count: 3000)
    _ = adaptation.report(study("cv::Mat go(cv::Mat m, int x) { \(deep) cv::cvtColor(m, m, CV_BGR2RGB); }", adaptation))
  }
}
