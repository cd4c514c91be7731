// Where the parts lie, by classical means; the detector's answers are held against it.
#include <vector>

#include "inspector/image_io.hpp"
#include <opencv2/imgproc/imgproc.hpp>

#if CV_VERSION_MAJOR >= 4
#define RETRIEVE_OUTER cv::RETR_EXTERNAL
#else
#define RETRIEVE_OUTER CV_RETR_EXTERNAL
#endif

#define CLOSE_GAPS(image, kernel) cv::morphologyEx(image, image, cv::MORPH_CLOSE, kernel)

using namespace cv;

namespace inspector {

enum class Method { otsu, adaptive };

static Mat binary(const Mat& grey, Method method) {
  Mat result;
  switch (method) {
    case Method::otsu:
      threshold(grey, result, 0, 255, THRESH_BINARY_INV + THRESH_OTSU);
      break;
    case Method::adaptive:
      adaptiveThreshold(grey, result, 255, ADAPTIVE_THRESH_MEAN_C, THRESH_BINARY_INV, 31, 7);
      break;
  }
  return result;
}

std::vector<Rect> regions(const Mat& picture, Method method) {
  Mat grey;
  cvtColor(picture, grey, COLOR_BGR2GRAY);
  Mat mask = binary(grey, method);
  const Mat kernel = getStructuringElement(MORPH_ELLIPSE, Size(5, 5));
  CLOSE_GAPS(mask, kernel);

  std::vector<std::vector<Point>> contours;
  findContours(mask, contours, RETRIEVE_OUTER, CHAIN_APPROX_SIMPLE);
  std::vector<Rect> found;
  for (const auto& contour : contours) {
    if (contourArea(contour) < 64) continue;
    std::vector<Point> outline;
    approxPolyDP(contour, outline, 0.01 * arcLength(contour, true), true);
    found.push_back(boundingRect(outline));
  }
  return found;
}

/// How alike two patches are, from 0 to 1.
double likeness(const Mat& first, const Mat& second) {
  Mat answer;
  matchTemplate(first, second, answer, TM_CCOEFF_NORMED);
  double best = 0;
  minMaxLoc(answer, nullptr, &best);
  return best;
}

/// Colours in three clusters, for sorting by plating.
Mat plating(const Mat& samples) {
  Mat labels, centres;
  const TermCriteria stop(TermCriteria::EPS + TermCriteria::MAX_ITER, 20, 1.0);
  kmeans(samples, 3, labels, stop, 5, KMEANS_PP_CENTERS, centres);
  return centres;
}

}  // namespace inspector
