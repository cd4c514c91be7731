// The classes of OpenCV's C++ interface as far as code names their members.
#ifndef DECLARED_CLASSES_HPP
#define DECLARED_CLASSES_HPP
#include <memory>
#include <string>
#include <vector>

#include "constants.hpp"
#include "types_c.h"

namespace cv {
typedef std::string String;
using ::int64;
using ::schar;
using ::uchar;
using ::uint64;
using ::ushort;
template <typename T> using Ptr = std::shared_ptr<T>;
template <typename T, typename... A> Ptr<T> makePtr(const A &...);

template <typename T> struct Point_ {
  Point_();
  Point_(T x, T y);
  template <typename U> Point_(const Point_<U> &);
  Point_(const CvPoint &);
  operator CvPoint() const;
  T dot(const Point_ &) const;
  T x, y;
};
typedef Point_<int> Point2i;
typedef Point_<float> Point2f;
typedef Point_<double> Point2d;
typedef Point2i Point;
template <typename T> Point_<T> operator+(const Point_<T> &, const Point_<T> &);
template <typename T> Point_<T> operator-(const Point_<T> &, const Point_<T> &);
template <typename T> Point_<T> operator*(const Point_<T> &, double);
template <typename T> bool operator==(const Point_<T> &, const Point_<T> &);
template <typename T> struct Point3_ { Point3_(); Point3_(T, T, T); T x, y, z; };
typedef Point3_<int> Point3i;
typedef Point3_<float> Point3f;
typedef Point3_<double> Point3d;
template <typename T> struct Size_ {
  Size_();
  Size_(T width, T height);
  template <typename U> Size_(const Size_<U> &);
  Size_(const CvSize &);
  operator CvSize() const;
  T area() const;
  bool empty() const;
  T width, height;
};
typedef Size_<int> Size2i;
typedef Size_<float> Size2f;
typedef Size2i Size;
template <typename T> bool operator==(const Size_<T> &, const Size_<T> &);
template <typename T> bool operator!=(const Size_<T> &, const Size_<T> &);
template <typename T> struct Rect_ {
  Rect_();
  Rect_(T x, T y, T width, T height);
  Rect_(const Point_<T> &, const Size_<T> &);
  Rect_(const Point_<T> &, const Point_<T> &);
  Rect_(const CvRect &);
  operator CvRect() const;
  Point_<T> tl() const;
  Point_<T> br() const;
  Size_<T> size() const;
  T area() const;
  bool contains(const Point_<T> &) const;
  T x, y, width, height;
};
typedef Rect_<int> Rect2i;
typedef Rect_<float> Rect2f;
typedef Rect_<double> Rect2d;
typedef Rect2i Rect;
template <typename T> Rect_<T> operator&(const Rect_<T> &, const Rect_<T> &);
template <typename T> Rect_<T> operator|(const Rect_<T> &, const Rect_<T> &);
template <typename T, int n> struct Vec {
  Vec();
  Vec(T, T = T(), T = T(), T = T());
  T &operator[](int);
  const T &operator[](int) const;
  T &operator()(int);
  T val[n];
};
typedef Vec<uchar, 3> Vec3b;
typedef Vec<uchar, 4> Vec4b;
typedef Vec<int, 2> Vec2i;
typedef Vec<int, 3> Vec3i;
typedef Vec<int, 4> Vec4i;
typedef Vec<float, 2> Vec2f;
typedef Vec<float, 3> Vec3f;
typedef Vec<float, 4> Vec4f;
typedef Vec<double, 3> Vec3d;
template <typename T> struct Scalar_ : Vec<T, 4> {
  Scalar_();
  Scalar_(T, T = 0, T = 0, T = 0);
  Scalar_(const CvScalar &);
  template <typename U, int n> Scalar_(const Vec<U, n> &);
  operator CvScalar() const;
  static Scalar_ all(T);
};
typedef Scalar_<double> Scalar;
struct Range { Range(); Range(int, int); static Range all(); int start, end; };
struct RotatedRect {
  RotatedRect();
  RotatedRect(const Point2f &, const Size2f &, float);
  void points(Point2f[]) const;
  Rect boundingRect() const;
  Point2f center;
  Size2f size;
  float angle;
};
struct TermCriteria {
  enum Type { COUNT = 1, MAX_ITER = COUNT, EPS = 2 };
  TermCriteria();
  TermCriteria(int, int, double);
  TermCriteria(const CvTermCriteria &);
  int type, maxCount;
  double epsilon;
};
struct KeyPoint { Point2f pt; float size, angle, response; int octave, class_id; };
struct DMatch { int queryIdx, trainIdx, imgIdx; float distance; };
struct Moments { double m00, m10, m01, m20, m11, m02; };
struct RNG { enum { UNIFORM = 0, NORMAL = 1 }; RNG(uint64 = 0); int uniform(int, int); float uniform(float, float); double gaussian(double); };

class Mat;
class MatExpr;
class UMat;
struct _InputArray {
  _InputArray();
  _InputArray(const Mat &);
  _InputArray(const MatExpr &);
  _InputArray(const UMat &);
  _InputArray(const double &);
  template <typename T> _InputArray(const std::vector<T> &);
  template <typename T, int n> _InputArray(const Vec<T, n> &);
  Mat getMat(int = -1) const;
};
struct _OutputArray : _InputArray {
  _OutputArray();
  _OutputArray(Mat &);
  _OutputArray(const Mat &);
  _OutputArray(UMat &);
  template <typename T> _OutputArray(std::vector<T> &);
  template <typename T> _OutputArray(const std::vector<T> &);
};
typedef _OutputArray _InputOutputArray;
typedef const _InputArray &InputArray;
typedef InputArray InputArrayOfArrays;
typedef const _OutputArray &OutputArray;
typedef OutputArray OutputArrayOfArrays;
typedef const _InputOutputArray &InputOutputArray;
typedef InputOutputArray InputOutputArrayOfArrays;
InputOutputArray noArray();

struct MatSize { Size operator()() const; const int &operator[](int) const; operator const int *() const; };
struct MatStep { operator size_t() const; size_t operator[](int) const; };
class Mat {
public:
  enum { AUTO_STEP = 0 };
  Mat();
  Mat(int rows, int cols, int type);
  Mat(Size size, int type);
  Mat(int rows, int cols, int type, const Scalar &s);
  Mat(Size size, int type, const Scalar &s);
  Mat(int ndims, const int *sizes, int type);
  Mat(int rows, int cols, int type, void *data, size_t step = AUTO_STEP);
  Mat(Size size, int type, void *data, size_t step = AUTO_STEP);
  Mat(const Mat &m);
  Mat(const Mat &m, const Range &rows, const Range &cols = Range::all());
  Mat(const Mat &m, const Rect &roi);
  Mat(const CvMat *m, bool copyData = false);
  Mat(const IplImage *img, bool copyData = false);
  template <typename T> explicit Mat(const std::vector<T> &vec, bool copyData = false);
  ~Mat();
  Mat &operator=(const Mat &m);
  Mat &operator=(const Scalar &s);
  operator CvMat() const;
  operator IplImage() const;
  Mat row(int) const;
  Mat col(int) const;
  Mat rowRange(int, int) const;
  Mat colRange(int, int) const;
  Mat clone() const;
  void copyTo(OutputArray m) const;
  void copyTo(OutputArray m, InputArray mask) const;
  void convertTo(OutputArray m, int rtype, double alpha = 1, double beta = 0) const;
  Mat &setTo(InputArray value, InputArray mask = noArray());
  Mat reshape(int cn, int rows = 0) const;
  MatExpr t() const;
  MatExpr inv(int method = DECOMP_LU) const;
  MatExpr mul(InputArray m, double scale = 1) const;
  static MatExpr zeros(int rows, int cols, int type);
  static MatExpr zeros(Size size, int type);
  static MatExpr ones(int rows, int cols, int type);
  static MatExpr ones(Size size, int type);
  static MatExpr eye(int rows, int cols, int type);
  void create(int rows, int cols, int type);
  void create(Size size, int type);
  void release();
  void push_back(const Mat &m);
  Mat operator()(const Rect &roi) const;
  Mat operator()(Range, Range) const;
  bool isContinuous() const;
  size_t elemSize() const;
  size_t elemSize1() const;
  int type() const;
  int depth() const;
  int channels() const;
  size_t step1(int i = 0) const;
  bool empty() const;
  size_t total() const;
  uchar *ptr(int y = 0);
  const uchar *ptr(int y = 0) const;
  template <typename T> T *ptr(int y = 0);
  template <typename T> const T *ptr(int y = 0) const;
  template <typename T> T &at(int i);
  template <typename T> T &at(int y, int x);
  template <typename T> const T &at(int y, int x) const;
  template <typename T> T &at(Point pt);
  template <typename T> const T &at(Point pt) const;
  template <typename T> T *begin();
  template <typename T> T *end();
  int flags, dims, rows, cols;
  uchar *data;
  MatSize size;
  MatStep step;
};
class MatExpr {
public:
  operator Mat() const;
  Mat t() const;
};
template <typename T> class Mat_ : public Mat {
public:
  Mat_();
  Mat_(int rows, int cols);
  T &operator()(int y, int x);
  Mat_ &operator<<(T);
};
class UMat {
public:
  UMat();
  Mat getMat(int) const;
  int rows, cols;
};
MatExpr operator+(const Mat &, const Mat &);
MatExpr operator+(const Mat &, const Scalar &);
MatExpr operator-(const Mat &, const Mat &);
MatExpr operator-(const Mat &, const Scalar &);
MatExpr operator*(const Mat &, const Mat &);
MatExpr operator*(const Mat &, double);
MatExpr operator*(double, const Mat &);
MatExpr operator/(const Mat &, double);
MatExpr operator>(const Mat &, double);
MatExpr operator<(const Mat &, double);
MatExpr operator==(const Mat &, double);
MatExpr operator~(const Mat &);
Mat &operator+=(Mat &, const Mat &);
Mat &operator-=(Mat &, const Mat &);
Mat &operator*=(Mat &, double);
Mat &operator/=(Mat &, double);

class FileNode {
public:
  bool empty() const;
  FileNode operator[](const String &) const;
  FileNode operator[](int) const;
  operator int() const;
  operator double() const;
  operator String() const;
};
class FileStorage {
public:
  enum Mode { READ = 0, WRITE = 1, APPEND = 2 };
  FileStorage();
  FileStorage(const String &, int, const String & = String());
  bool open(const String &, int);
  bool isOpened() const;
  void release();
  FileNode operator[](const String &) const;
};
template <typename T> FileStorage &operator<<(FileStorage &, const T &);
template <typename T> void operator>>(const FileNode &, T &);
class Algorithm {
public:
  virtual ~Algorithm();
  virtual void clear();
  virtual bool empty() const;
  virtual void save(const String &) const;
};
class PCA {
public:
  enum Flags { DATA_AS_ROW = 0, DATA_AS_COL = 1, USE_AVG = 2 };
  PCA();
  PCA(InputArray data, InputArray mean, int flags, int maxComponents = 0);
  Mat project(InputArray) const;
  Mat backProject(InputArray) const;
  Mat eigenvectors, eigenvalues, mean;
};
class SVD {
public:
  enum Flags { MODIFY_A = 1, NO_UV = 2, FULL_UV = 4 };
  SVD(InputArray src, int flags = 0);
  Mat u, w, vt;
};
class Exception : public std::exception {
public:
  String msg, err, func, file;
  int code, line;
};
class VideoCapture {
public:
  VideoCapture();
  VideoCapture(const String &filename, int apiPreference = 0);
  VideoCapture(int index);
  virtual ~VideoCapture();
  virtual bool open(const String &filename);
  virtual bool open(int index);
  virtual bool isOpened() const;
  virtual void release();
  virtual bool grab();
  virtual bool retrieve(OutputArray image, int flag = 0);
  virtual VideoCapture &operator>>(Mat &image);
  virtual bool read(OutputArray image);
  virtual bool set(int propId, double value);
  virtual double get(int propId) const;
};
class VideoWriter {
public:
  VideoWriter();
  VideoWriter(const String &filename, int fourcc, double fps, Size frameSize, bool isColor = true);
  virtual bool open(const String &filename, int fourcc, double fps, Size frameSize, bool isColor = true);
  virtual bool isOpened() const;
  virtual void release();
  virtual VideoWriter &operator<<(const Mat &image);
  virtual void write(const Mat &image);
  static int fourcc(char c1, char c2, char c3, char c4);
};
class CascadeClassifier {
public:
  CascadeClassifier();
  CascadeClassifier(const String &filename);
  bool empty() const;
  bool load(const String &filename);
  void detectMultiScale(InputArray image, std::vector<Rect> &objects, double scaleFactor = 1.1, int minNeighbors = 3,
                        int flags = 0, Size minSize = Size(), Size maxSize = Size());
};
class CLAHE : public Algorithm {
public:
  virtual void apply(InputArray src, OutputArray dst) = 0;
  virtual void setClipLimit(double clipLimit) = 0;
};
class Feature2D : public Algorithm {
public:
  virtual void detect(InputArray image, std::vector<KeyPoint> &keypoints, InputArray mask = noArray());
  virtual void compute(InputArray image, std::vector<KeyPoint> &keypoints, OutputArray descriptors);
  virtual void detectAndCompute(InputArray image, InputArray mask, std::vector<KeyPoint> &keypoints,
                                OutputArray descriptors, bool useProvidedKeypoints = false);
};
typedef Feature2D FeatureDetector;
typedef Feature2D DescriptorExtractor;
class ORB : public Feature2D {
public:
  enum ScoreType { HARRIS_SCORE = 0, FAST_SCORE = 1 };
  static const int kBytes = 32;
  static Ptr<ORB> create(int nfeatures = 500, float scaleFactor = 1.2f, int nlevels = 8, int edgeThreshold = 31,
                         int firstLevel = 0, int WTA_K = 2, ScoreType scoreType = HARRIS_SCORE, int patchSize = 31,
                         int fastThreshold = 20);
};
class BackgroundSubtractor : public Algorithm {
public:
  virtual void apply(InputArray image, OutputArray fgmask, double learningRate = -1) = 0;
};
class BackgroundSubtractorMOG2 : public BackgroundSubtractor {};
namespace dnn {
typedef std::vector<int> MatShape;
class Net {
public:
  bool empty() const;
  void setInput(InputArray blob, const String &name = "");
  Mat forward(const String &outputName = String());
  void setPreferableBackend(int);
  void setPreferableTarget(int);
};
}
}
#endif
