// Reading and writing the pictures of parts.
#pragma once

#include <string>
#include <vector>

#include <opencv2/core/core.hpp>
#include <opencv2/highgui/highgui.hpp>

namespace inspector {

/// How a picture is read when nobody says otherwise.
const int kReadFlags = cv::IMREAD_COLOR;

struct Frame {
  cv::Mat pixels;
  std::string source;
  double milliseconds = 0;
};

cv::Mat readPicture(const std::string& path, int flags = kReadFlags);
cv::Mat decodePicture(const std::vector<unsigned char>& bytes);
bool writePicture(const std::string& path, const cv::Mat& picture, int quality);

/// A camera or a recording.
class Source {
 public:
  explicit Source(const std::string& where);
  bool next(Frame& frame);
  cv::Size size();

 private:
  cv::VideoCapture capture_;
  std::string where_;
};

}  // namespace inspector
