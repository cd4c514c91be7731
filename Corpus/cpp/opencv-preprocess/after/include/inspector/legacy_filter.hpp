// The first inspector's filters, which callers still hand images of the C interface.
#pragma once

#include <opencv2/core/core_c.h>
#include <opencv2/imgproc/imgproc_c.h>
#include <opencv2/imgproc.hpp>

namespace inspector {

/// Takes noise off; the caller releases what comes back.
IplImage* denoise(const IplImage* image, int size);
IplImage* toGrey(const IplImage* image);
IplImage* scaled(const IplImage* image, int width, int height);

/// The share of pixels above a threshold.
double brightShare(const IplImage* grey, double threshold);

/// Contours with at least that many pixels inside.
int countParts(IplImage* binary, double smallest);

/// Writes what a step made, for a person to look at.
void keepForDebugging(const char* name, const IplImage* image);

/// Shows a picture until a key is pressed; the key.
int show(const char* title, const IplImage* image);

}  // namespace inspector
