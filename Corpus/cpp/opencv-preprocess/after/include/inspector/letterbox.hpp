// From a picture to the tensor that the detector takes.
#pragma once

#include <vector>

#include <opencv2/opencv.hpp>

namespace inspector {

/// What was done to a picture, to bring boxes back.
struct Placement {
  float scale = 1;
  int left = 0;
  int top = 0;
};

struct TensorOptions {
  int width = 640;
  int height = 640;
  /// The order the model was trained on.
  int colourCode = cv::COLOR_BGR2RGB;
  int interpolation = cv::INTER_LINEAR;
  cv::Scalar mean = cv::Scalar(123.675, 116.28, 103.53);
  cv::Scalar deviation = cv::Scalar(58.395, 57.12, 57.375);
};

cv::Mat letterbox(const cv::Mat& picture, const TensorOptions& options, Placement& placement);

/// Channels first, as the model wants them.
std::vector<float> tensor(const cv::Mat& picture, const TensorOptions& options, Placement& placement);

cv::Rect broughtBack(const cv::Rect& box, const Placement& placement);

}  // namespace inspector
