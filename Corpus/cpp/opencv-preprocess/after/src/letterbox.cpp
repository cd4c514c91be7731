#include "inspector/letterbox.hpp"

#include <algorithm>

namespace inspector {

using cv::Mat;
namespace ocv = cv;

Mat letterbox(const Mat& picture, const TensorOptions& options, Placement& placement) {
  placement.scale = std::min(static_cast<float>(options.width) / picture.cols,
                             static_cast<float>(options.height) / picture.rows);
  const int width = static_cast<int>(picture.cols * placement.scale);
  const int height = static_cast<int>(picture.rows * placement.scale);
  placement.left = (options.width - width) / 2;
  placement.top = (options.height - height) / 2;

  Mat small;
  ocv::resize(picture, small, ocv::Size(width, height), 0, 0,
              placement.scale < 1 ? ocv::INTER_AREA : options.interpolation);
  Mat canvas(options.height, options.width, CV_8UC3, ocv::Scalar::all(114));
  small.copyTo(canvas(ocv::Rect(placement.left, placement.top, width, height)));
  return canvas;
}

std::vector<float> tensor(const Mat& picture, const TensorOptions& options, Placement& placement) {
  Mat canvas = letterbox(picture, options, placement);
  if (options.colourCode >= 0) {
    ocv::cvtColor(canvas, canvas, options.colourCode);
  }
  Mat real;
  canvas.convertTo(real, CV_32FC3);

  std::vector<float> values(3 * static_cast<size_t>(options.width) * options.height);
  const size_t plane = static_cast<size_t>(options.width) * options.height;
  for (int y = 0; y < real.rows; ++y) {
    const cv::Vec3f* row = real.ptr<cv::Vec3f>(y);
    for (int x = 0; x < real.cols; ++x) {
      for (int c = 0; c < 3; ++c) {
        values[c * plane + y * options.width + x] =
            static_cast<float>((row[x][c] - options.mean[c]) / options.deviation[c]);
      }
    }
  }
  return values;
}

cv::Rect broughtBack(const cv::Rect& box, const Placement& placement) {
  return cv::Rect(static_cast<int>((box.x - placement.left) / placement.scale),
                  static_cast<int>((box.y - placement.top) / placement.scale),
                  static_cast<int>(box.width / placement.scale), static_cast<int>(box.height / placement.scale));
}

}  // namespace inspector
