// What a person sees: boxes and words over the picture.
#include <string>

#include "inspector/letterbox.hpp"
#include <opencv2/videoio.hpp>

namespace inspector {

namespace {

/// Not OpenCV's: the colours of our own legend.
enum Colour { CV_OURS = 1, RED, GREEN };

cv::Scalar pixel(Colour colour) {
  return colour == RED ? cv::Scalar(0, 0, 255) : cv::Scalar(0, 200, 0);
}

}  // namespace

void drawBox(cv::Mat& picture, const cv::Rect& box, const std::string& label, bool isGood) {
  const cv::Scalar colour = pixel(isGood ? GREEN : RED);
  cv::rectangle(picture, box.tl(), box.br(), colour, 2, cv::LINE_AA);
  int below = 0;
  const cv::Size size = cv::getTextSize(label, cv::FONT_HERSHEY_SIMPLEX, 0.5, 1, &below);
  const cv::Point corner(box.x, box.y - size.height - below);
  cv::rectangle(picture, corner, corner + cv::Point(size.width, size.height + below), colour, cv::FILLED);
  cv::putText(picture, label, cv::Point(box.x, box.y - below), cv::FONT_HERSHEY_SIMPLEX, 0.5,
              cv::Scalar::all(255), 1, cv::LINE_AA);
}

cv::VideoWriter recording(const std::string& path, cv::Size size, double rate) {
  return cv::VideoWriter(path, cv::VideoWriter::fourcc('M', 'J', 'P', 'G'), rate, size, true);
}

// CV_AA and CV_FILLED in a comment stay, and so do those in "CV_AA".
const char* kDrawnWith = "CV_AA";

}  // namespace inspector
