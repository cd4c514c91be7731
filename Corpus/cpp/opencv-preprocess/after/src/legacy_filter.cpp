#include "inspector/legacy_filter.hpp"

#include <cstdio>

#include <opencv2/highgui/highgui_c.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/core/core_c.h>
#include <opencv2/highgui.hpp>
#include <opencv2/imgproc/imgproc_c.h>

#define IMAGE_BYTES(image) ((image)->imageSize)

namespace inspector {

IplImage* denoise(const IplImage* image, int size) {
  IplImage* result = cvCloneImage(image);
  if (size > 1) {
    cvSmooth(image, result, CV_GAUSSIAN, size | 1, size | 1);
  }
  return result;
}

IplImage* toGrey(const IplImage* image) {
  IplImage* grey = cvCreateImage(cvGetSize(image), IPL_DEPTH_8U, 1);
  if (image->nChannels == 1) {
    cvCopy(image, grey);
  } else {
    cvCvtColor(image, grey, cv::COLOR_BGR2GRAY);
  }
  return grey;
}

IplImage* scaled(const IplImage* image, int width, int height) {
  IplImage* result = cvCreateImage(cvSize(width, height), image->depth, image->nChannels);
  const bool isSmaller = width < image->width || height < image->height;
  cvResize(image, result, isSmaller ? cv::INTER_AREA : cv::INTER_CUBIC);
  return result;
}

double brightShare(const IplImage* grey, double threshold) {
  IplImage* mask = cvCreateImage(cvGetSize(grey), IPL_DEPTH_8U, 1);
  cvThreshold(grey, mask, threshold, 255, cv::THRESH_BINARY);
  const int bright = cvCountNonZero(mask);
  const double share = static_cast<double>(bright) / IMAGE_BYTES(mask);
  cvReleaseImage(&mask);
  return share;
}

int countParts(IplImage* binary, double smallest) {
  CvMemStorage* storage = cvCreateMemStorage(0);
  CvSeq* first = 0;
  cvFindContours(binary, storage, &first, sizeof(CvContour), cv::RETR_EXTERNAL, cv::CHAIN_APPROX_SIMPLE);
  int count = 0;
  for (CvSeq* contour = first; contour != 0; contour = contour->h_next) {
    if (cvContourArea(contour) >= smallest) ++count;
  }
  cvReleaseMemStorage(&storage);
  return count;
}

void keepForDebugging(const char* name, const IplImage* image) {
  char path[256];
  std::snprintf(path, sizeof path, "debug/%s.png", name);
  if (!cv::imwrite(path, cv::cvarrToMat(image))) {
    std::fprintf(stderr, "cannot write %s\n", path);
  }
}

int show(const char* title, const IplImage* image) {
  cv::namedWindow(title, cv::WINDOW_NORMAL);
  cv::imshow(title, cv::cvarrToMat(image));
  const int key = cv::waitKey(0);
  cv::destroyWindow(title);
  return key;
}

}  // namespace inspector
