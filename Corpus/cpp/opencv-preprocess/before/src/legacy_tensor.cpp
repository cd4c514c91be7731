#include "inspector/legacy_tensor.hpp"

#include <opencv/highgui.h>

namespace inspector {

LegacyTensor::~LegacyTensor() {
  if (image_) cvReleaseImage(&image_);
}

bool LegacyTensor::load(const std::string& path) {
  if (image_) cvReleaseImage(&image_);
  image_ = cvLoadImage(path.c_str(), CV_LOAD_IMAGE_COLOR);
  return image_ != nullptr;
}

std::vector<float> LegacyTensor::planes() const {
  IplImage* small = cvCreateImage(cvSize(width_, height_), IPL_DEPTH_8U, 3);
  cvResize(image_, small, CV_INTER_LINEAR);
  IplImage* coloured = cvCreateImage(cvSize(width_, height_), IPL_DEPTH_8U, 3);
  cvCvtColor(small, coloured, CV_BGR2RGB);  // the order it was trained on

  std::vector<float> values(3 * static_cast<size_t>(width_) * height_);
  const size_t plane = static_cast<size_t>(width_) * height_;
  for (int y = 0; y < coloured->height; ++y) {
    // Rows end in padding.
    const unsigned char* row = (const unsigned char*)coloured->imageData + y * coloured->widthStep;
    for (int x = 0; x < coloured->width; ++x) {
      for (int c = 0; c < 3; ++c) {
        values[c * plane + y * width_ + x] = row[x * 3 + c] / 255.0f;
      }
    }
  }
  cvReleaseImage(&small);
  cvReleaseImage(&coloured);
  return values;
}

std::vector<float> LegacyTensor::grey(float mean, float deviation) const {
  IplImage* small = cvCreateImage(cvSize(width_, height_), IPL_DEPTH_8U, 3);
  cvResize(image_, small, CV_INTER_AREA);
  IplImage* grey = cvCreateImage(cvSize(width_, height_), IPL_DEPTH_8U, 1);
  cvCvtColor(small, grey, CV_BGR2GRAY);
  std::vector<float> values(static_cast<size_t>(width_) * height_);
  for (int y = 0; y < grey->height; ++y) {
    const unsigned char* row = (const unsigned char*)grey->imageData + y * grey->widthStep;
    for (int x = 0; x < grey->width; ++x) values[y * width_ + x] = (row[x] - mean) / deviation;
  }
  cvReleaseImage(&small);
  cvReleaseImage(&grey);
  return values;
}

}  // namespace inspector
