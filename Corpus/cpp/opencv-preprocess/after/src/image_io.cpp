#include "inspector/image_io.hpp"

#include <stdexcept>

#include <opencv2/imgproc/imgproc.hpp>

namespace inspector {

cv::Mat readPicture(const std::string& path, int flags) {
  cv::Mat picture = cv::imread(path, flags);
  if (picture.empty()) {
    throw std::runtime_error("cannot read " + path);
  }
  // Old cameras write sixteen bits for a channel.
  if (picture.depth() == CV_16U) {
    picture.convertTo(picture, CV_8U, 1.0 / 257.0);
  }
  if (picture.channels() == 1 && flags == cv::IMREAD_COLOR) {
    cv::cvtColor(picture, picture, cv::COLOR_GRAY2BGR);
  } else if (picture.channels() == 4) {
    cv::cvtColor(picture, picture,
                 cv::COLOR_BGRA2BGR  // alpha says nothing here
    );
  }
  return picture;
}

cv::Mat decodePicture(const std::vector<unsigned char>& bytes) {
  if (bytes.empty()) return cv::Mat();
  return cv::imdecode(bytes, cv::IMREAD_COLOR | cv::IMREAD_ANYDEPTH);
}

bool writePicture(const std::string& path, const cv::Mat& picture, int quality) {
  std::vector<int> parameters;
  parameters.push_back(cv::IMWRITE_JPEG_QUALITY);
  parameters.push_back(quality);
  const bool isPng = path.size() > 4 && path.compare(path.size() - 4, 4, ".png") == 0;
  if (isPng) {
    parameters = {cv::IMWRITE_PNG_COMPRESSION, 9 - quality / 12};
  }
  return cv::imwrite(path, picture, parameters);
}

Source::Source(const std::string& where) : where_(where) {
  if (!where.empty() && where[0] >= '0' && where[0] <= '9') {
    capture_.open(where[0] - '0');
    capture_.set(cv::CAP_PROP_FRAME_WIDTH, 1280);
    capture_.set(cv::CAP_PROP_FRAME_HEIGHT, 720);
  } else {
    capture_.open(where);
  }
}

bool Source::next(Frame& frame) {
  if (!capture_.read(frame.pixels)) return false;
  frame.source = where_;
  frame.milliseconds = capture_.get(cv::CAP_PROP_POS_MSEC);
  return true;
}

cv::Size Source::size() {
  return cv::Size(static_cast<int>(capture_.get(cv::CAP_PROP_FRAME_WIDTH)),
                  static_cast<int>(capture_.get(cv::CAP_PROP_FRAME_HEIGHT)));
}

}  // namespace inspector
