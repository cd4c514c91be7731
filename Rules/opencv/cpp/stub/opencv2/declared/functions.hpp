// The functions of OpenCV's C++ interface that image code calls most.
#ifndef DECLARED_FUNCTIONS_HPP
#define DECLARED_FUNCTIONS_HPP
#include "classes.hpp"
#include "functions_c.h"

CvPoint cvPoint(const cv::Point &);
CvSize cvSize(const cv::Size &);
CvRect cvRect(const cv::Rect &);
CvScalar cvScalar(const cv::Scalar &);
CvMat cvMat(const cv::Mat &);
IplImage cvIplImage(const cv::Mat &);

namespace cv {
Mat cvarrToMat(const CvArr *arr, bool copyData = false, bool allowND = true, int coiMode = 0, void *buf = 0);
Mat imread(const String &filename, int flags = IMREAD_COLOR);
bool imwrite(const String &filename, InputArray img, const std::vector<int> &params = std::vector<int>());
Mat imdecode(InputArray buf, int flags);
bool imencode(const String &ext, InputArray img, std::vector<uchar> &buf, const std::vector<int> &params = std::vector<int>());
void namedWindow(const String &winname, int flags = WINDOW_AUTOSIZE);
void destroyWindow(const String &winname);
void destroyAllWindows();
int waitKey(int delay = 0);
void imshow(const String &winname, InputArray mat);
void resizeWindow(const String &winname, int width, int height);
void moveWindow(const String &winname, int x, int y);
typedef void (*MouseCallback)(int event, int x, int y, int flags, void *userdata);
typedef void (*TrackbarCallback)(int pos, void *userdata);
void setMouseCallback(const String &winname, MouseCallback onMouse, void *userdata = 0);
int createTrackbar(const String &trackbarname, const String &winname, int *value, int count, TrackbarCallback onChange = 0, void *userdata = 0);

void cvtColor(InputArray src, OutputArray dst, int code, int dstCn = 0);
void resize(InputArray src, OutputArray dst, Size dsize, double fx = 0, double fy = 0, int interpolation = INTER_LINEAR);
void GaussianBlur(InputArray src, OutputArray dst, Size ksize, double sigmaX, double sigmaY = 0, int borderType = 4);
void medianBlur(InputArray src, OutputArray dst, int ksize);
void bilateralFilter(InputArray src, OutputArray dst, int d, double sigmaColor, double sigmaSpace, int borderType = 4);
void blur(InputArray src, OutputArray dst, Size ksize, Point anchor = Point(-1, -1), int borderType = 4);
void boxFilter(InputArray src, OutputArray dst, int ddepth, Size ksize);
void filter2D(InputArray src, OutputArray dst, int ddepth, InputArray kernel, Point anchor = Point(-1, -1), double delta = 0, int borderType = 4);
void Sobel(InputArray src, OutputArray dst, int ddepth, int dx, int dy, int ksize = 3, double scale = 1, double delta = 0, int borderType = 4);
void Scharr(InputArray src, OutputArray dst, int ddepth, int dx, int dy, double scale = 1, double delta = 0, int borderType = 4);
void Laplacian(InputArray src, OutputArray dst, int ddepth, int ksize = 1, double scale = 1, double delta = 0, int borderType = 4);
void Canny(InputArray image, OutputArray edges, double threshold1, double threshold2, int apertureSize = 3, bool L2gradient = false);
double threshold(InputArray src, OutputArray dst, double thresh, double maxval, int type);
void adaptiveThreshold(InputArray src, OutputArray dst, double maxValue, int adaptiveMethod, int thresholdType, int blockSize, double C);
Mat getStructuringElement(int shape, Size ksize, Point anchor = Point(-1, -1));
void erode(InputArray src, OutputArray dst, InputArray kernel, Point anchor = Point(-1, -1), int iterations = 1);
void dilate(InputArray src, OutputArray dst, InputArray kernel, Point anchor = Point(-1, -1), int iterations = 1);
void morphologyEx(InputArray src, OutputArray dst, int op, InputArray kernel, Point anchor = Point(-1, -1), int iterations = 1);
void equalizeHist(InputArray src, OutputArray dst);
void calcHist(const Mat *images, int nimages, const int *channels, InputArray mask, OutputArray hist, int dims, const int *histSize, const float **ranges, bool uniform = true, bool accumulate = false);
double compareHist(InputArray H1, InputArray H2, int method);
void matchTemplate(InputArray image, InputArray templ, OutputArray result, int method, InputArray mask = noArray());
void findContours(InputOutputArray image, OutputArrayOfArrays contours, OutputArray hierarchy, int mode, int method, Point offset = Point());
void findContours(InputOutputArray image, OutputArrayOfArrays contours, int mode, int method, Point offset = Point());
void drawContours(InputOutputArray image, InputArrayOfArrays contours, int contourIdx, const Scalar &color, int thickness = 1, int lineType = LINE_8, InputArray hierarchy = noArray(), int maxLevel = 0x7fffffff, Point offset = Point());
double contourArea(InputArray contour, bool oriented = false);
double arcLength(InputArray curve, bool closed);
void approxPolyDP(InputArray curve, OutputArray approxCurve, double epsilon, bool closed);
Rect boundingRect(InputArray array);
RotatedRect minAreaRect(InputArray points);
void convexHull(InputArray points, OutputArray hull, bool clockwise = false, bool returnPoints = true);
double matchShapes(InputArray contour1, InputArray contour2, int method, double parameter);
Moments moments(InputArray array, bool binaryImage = false);
void HoughLines(InputArray image, OutputArray lines, double rho, double theta, int threshold, double srn = 0, double stn = 0);
void HoughLinesP(InputArray image, OutputArray lines, double rho, double theta, int threshold, double minLineLength = 0, double maxLineGap = 0);
void HoughCircles(InputArray image, OutputArray circles, int method, double dp, double minDist, double param1 = 100, double param2 = 100, int minRadius = 0, int maxRadius = 0);
Mat getRotationMatrix2D(Point2f center, double angle, double scale);
Mat getPerspectiveTransform(InputArray src, InputArray dst);
Mat getAffineTransform(InputArray src, InputArray dst);
void warpAffine(InputArray src, OutputArray dst, InputArray M, Size dsize, int flags = INTER_LINEAR, int borderMode = 0, const Scalar &borderValue = Scalar());
void warpPerspective(InputArray src, OutputArray dst, InputArray M, Size dsize, int flags = INTER_LINEAR, int borderMode = 0, const Scalar &borderValue = Scalar());
void remap(InputArray src, OutputArray dst, InputArray map1, InputArray map2, int interpolation, int borderMode = 0);
void distanceTransform(InputArray src, OutputArray dst, int distanceType, int maskSize, int dstType = CV_32F);
int floodFill(InputOutputArray image, Point seedPoint, Scalar newVal, Rect *rect = 0, Scalar loDiff = Scalar(), Scalar upDiff = Scalar(), int flags = 4);
void inpaint(InputArray src, InputArray inpaintMask, OutputArray dst, double inpaintRadius, int flags);
void line(InputOutputArray img, Point pt1, Point pt2, const Scalar &color, int thickness = 1, int lineType = LINE_8, int shift = 0);
void rectangle(InputOutputArray img, Point pt1, Point pt2, const Scalar &color, int thickness = 1, int lineType = LINE_8, int shift = 0);
void rectangle(InputOutputArray img, Rect rec, const Scalar &color, int thickness = 1, int lineType = LINE_8, int shift = 0);
void circle(InputOutputArray img, Point center, int radius, const Scalar &color, int thickness = 1, int lineType = LINE_8, int shift = 0);
void ellipse(InputOutputArray img, Point center, Size axes, double angle, double startAngle, double endAngle, const Scalar &color, int thickness = 1, int lineType = LINE_8, int shift = 0);
void putText(InputOutputArray img, const String &text, Point org, int fontFace, double fontScale, Scalar color, int thickness = 1, int lineType = LINE_8, bool bottomLeftOrigin = false);
Size getTextSize(const String &text, int fontFace, double fontScale, int thickness, int *baseLine);
Ptr<CLAHE> createCLAHE(double clipLimit = 40.0, Size tileGridSize = Size(8, 8));

void split(InputArray m, OutputArrayOfArrays mv);
void split(const Mat &src, Mat *mvbegin);
void merge(InputArrayOfArrays mv, OutputArray dst);
void merge(const Mat *mv, size_t count, OutputArray dst);
void flip(InputArray src, OutputArray dst, int flipCode);
void transpose(InputArray src, OutputArray dst);
void normalize(InputArray src, InputOutputArray dst, double alpha = 1, double beta = 0, int norm_type = NORM_L2, int dtype = -1, InputArray mask = noArray());
double norm(InputArray src1, int normType = NORM_L2, InputArray mask = noArray());
double norm(InputArray src1, InputArray src2, int normType = NORM_L2, InputArray mask = noArray());
void minMaxLoc(InputArray src, double *minVal, double *maxVal = 0, Point *minLoc = 0, Point *maxLoc = 0, InputArray mask = noArray());
Scalar mean(InputArray src, InputArray mask = noArray());
void meanStdDev(InputArray src, OutputArray mean, OutputArray stddev, InputArray mask = noArray());
Scalar sum(InputArray src);
int countNonZero(InputArray src);
void add(InputArray src1, InputArray src2, OutputArray dst, InputArray mask = noArray(), int dtype = -1);
void subtract(InputArray src1, InputArray src2, OutputArray dst, InputArray mask = noArray(), int dtype = -1);
void multiply(InputArray src1, InputArray src2, OutputArray dst, double scale = 1, int dtype = -1);
void divide(InputArray src1, InputArray src2, OutputArray dst, double scale = 1, int dtype = -1);
void absdiff(InputArray src1, InputArray src2, OutputArray dst);
void addWeighted(InputArray src1, double alpha, InputArray src2, double beta, double gamma, OutputArray dst, int dtype = -1);
void bitwise_and(InputArray src1, InputArray src2, OutputArray dst, InputArray mask = noArray());
void bitwise_or(InputArray src1, InputArray src2, OutputArray dst, InputArray mask = noArray());
void bitwise_not(InputArray src, OutputArray dst, InputArray mask = noArray());
void inRange(InputArray src, InputArray lowerb, InputArray upperb, OutputArray dst);
void compare(InputArray src1, InputArray src2, OutputArray dst, int cmpop);
void reduce(InputArray src, OutputArray dst, int dim, int rtype, int dtype = -1);
void copyMakeBorder(InputArray src, OutputArray dst, int top, int bottom, int left, int right, int borderType, const Scalar &value = Scalar());
void hconcat(InputArray src1, InputArray src2, OutputArray dst);
void vconcat(InputArray src1, InputArray src2, OutputArray dst);
void dft(InputArray src, OutputArray dst, int flags = 0, int nonzeroRows = 0);
void sort(InputArray src, OutputArray dst, int flags);
bool solve(InputArray src1, InputArray src2, OutputArray dst, int flags = DECOMP_LU);
double invert(InputArray src, OutputArray dst, int flags = DECOMP_LU);
void gemm(InputArray src1, InputArray src2, double alpha, InputArray src3, double gamma, OutputArray dst, int flags = 0);
double kmeans(InputArray data, int K, InputOutputArray bestLabels, TermCriteria criteria, int attempts, int flags, OutputArray centers = noArray());
void LUT(InputArray src, InputArray lut, OutputArray dst);
void pyrDown(InputArray src, OutputArray dst, const Size &dstsize = Size());
void pyrUp(InputArray src, OutputArray dst, const Size &dstsize = Size());
int64 getTickCount();
double getTickFrequency();
template <typename T> T saturate_cast(double);
Mat findHomography(InputArray srcPoints, InputArray dstPoints, int method = 0, double ransacReprojThreshold = 3, OutputArray mask = noArray());
Mat estimateRigidTransform(InputArray src, InputArray dst, bool fullAffine);
Mat estimateAffine2D(InputArray from, InputArray to, OutputArray inliers = noArray());
Mat estimateAffinePartial2D(InputArray from, InputArray to, OutputArray inliers = noArray());
bool findChessboardCorners(InputArray image, Size patternSize, OutputArray corners, int flags = 3);
void cornerSubPix(InputArray image, InputOutputArray corners, Size winSize, Size zeroZone, TermCriteria criteria);
void goodFeaturesToTrack(InputArray image, OutputArray corners, int maxCorners, double qualityLevel, double minDistance, InputArray mask = noArray(), int blockSize = 3, bool useHarrisDetector = false, double k = 0.04);
void calcOpticalFlowPyrLK(InputArray prevImg, InputArray nextImg, InputArray prevPts, InputOutputArray nextPts, OutputArray status, OutputArray err, Size winSize = Size(21, 21), int maxLevel = 3, TermCriteria criteria = TermCriteria(), int flags = 0, double minEigThreshold = 1e-4);
Ptr<BackgroundSubtractorMOG2> createBackgroundSubtractorMOG2(int history = 500, double varThreshold = 16, bool detectShadows = true);
namespace dnn {
Mat blobFromImage(InputArray image, double scalefactor = 1.0, const Size &size = Size(), const Scalar &mean = Scalar(), bool swapRB = false, bool crop = false, int ddepth = CV_32F);
Net readNetFromCaffe(const String &prototxt, const String &caffeModel = String());
Net readNetFromTensorflow(const String &model, const String &config = String());
Net readNetFromONNX(const String &onnxFile);
Net readNet(const String &model, const String &config = "", const String &framework = "");
}
}
int cvRound(double);
int cvFloor(double);
int cvCeil(double);
#endif
