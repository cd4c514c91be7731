// The first detector's input, which is still made with the C interface: its model was trained on what this gives.
#pragma once

#include <string>
#include <vector>

#include <opencv/cv.h>

namespace inspector {

/// One picture on its way to the first detector.
class LegacyTensor {
 public:
  LegacyTensor(int width, int height) : width_(width), height_(height) {}
  ~LegacyTensor();
  LegacyTensor(const LegacyTensor&) = delete;

  /// False where the file cannot be read.
  bool load(const std::string& path);

  /// Planes of red, green and blue, from 0 to 1.
  std::vector<float> planes() const;

  /// One plane of grey, with mean and deviation taken out.
  std::vector<float> grey(float mean, float deviation) const;

 private:
  int width_;
  int height_;
  IplImage* image_ = nullptr;
};

}  // namespace inspector
