// The types of OpenCV 3.4's C interface, as far as code looks into them.
#ifndef DECLARED_TYPES_C_H
#define DECLARED_TYPES_C_H
#include <stddef.h>
#include "constants_c.h"
typedef unsigned char uchar;
typedef signed char schar;
typedef unsigned short ushort;
typedef long long int64;
typedef unsigned long long uint64;
typedef void CvArr;
typedef uint64 CvRNG;
typedef struct CvChain CvChain;
typedef struct CvChainPtReader CvChainPtReader;
typedef struct CvFileNode CvFileNode;
typedef struct CvFileStorage CvFileStorage;
typedef struct CvGraph CvGraph;
typedef struct CvGraphEdge CvGraphEdge;
typedef struct CvGraphScanner CvGraphScanner;
typedef struct CvGraphVtx CvGraphVtx;
typedef struct CvHaarClassifierCascade CvHaarClassifierCascade;
typedef struct CvHuMoments CvHuMoments;
typedef struct CvKalman CvKalman;
typedef struct CvLineIterator CvLineIterator;
typedef struct CvMemStoragePos CvMemStoragePos;
typedef struct CvNArrayIterator CvNArrayIterator;
typedef struct CvPOSITObject CvPOSITObject;
typedef struct CvSeqBlock CvSeqBlock;
typedef struct CvSeqReader CvSeqReader;
typedef struct CvSeqWriter CvSeqWriter;
typedef struct CvSet CvSet;
typedef struct CvSetElem CvSetElem;
typedef struct CvSparseMat CvSparseMat;
typedef struct CvSparseMatIterator CvSparseMatIterator;
typedef struct CvSparseNode CvSparseNode;
typedef struct CvStereoBMState CvStereoBMState;
typedef struct CvStringHashNode CvStringHashNode;
typedef struct CvTreeNodeIterator CvTreeNodeIterator;
typedef struct CvTypeInfo CvTypeInfo;
typedef struct CvVideoWriter CvVideoWriter;
typedef struct CvCapture CvCapture;
typedef struct IplConvKernel IplConvKernel;
typedef struct CvHistogram CvHistogram;
typedef struct _CvContourScanner *CvContourScanner;
typedef struct _IplROI { int coi, xOffset, yOffset, width, height; } IplROI;
typedef struct _IplImage {
  int nSize, ID, nChannels, alphaChannel, depth;
  char colorModel[4], channelSeq[4];
  int dataOrder, origin, align, width, height;
  struct _IplROI *roi;
  struct _IplImage *maskROI;
  void *imageId;
  struct _IplTileInfo *tileInfo;
  int imageSize;
  char *imageData;
  int widthStep;
  int BorderMode[4], BorderConst[4];
  char *imageDataOrigin;
} IplImage;
typedef struct CvMat {
  int type, step;
  int *refcount;
  int hdr_refcount;
  union { uchar *ptr; short *s; int *i; float *fl; double *db; } data;
  int rows, cols;
} CvMat;
typedef struct CvMatND { int type, dims; union { uchar *ptr; float *fl; double *db; } data; } CvMatND;
typedef struct CvSize { int width, height; } CvSize;
typedef struct CvSize2D32f { float width, height; } CvSize2D32f;
typedef struct CvPoint { int x, y; } CvPoint;
typedef struct CvPoint2D32f { float x, y; } CvPoint2D32f;
typedef struct CvPoint2D64f { double x, y; } CvPoint2D64f;
typedef struct CvPoint3D32f { float x, y, z; } CvPoint3D32f;
typedef struct CvPoint3D64f { double x, y, z; } CvPoint3D64f;
typedef struct CvRect { int x, y, width, height; } CvRect;
typedef struct CvScalar { double val[4]; } CvScalar;
typedef struct CvSlice { int start_index, end_index; } CvSlice;
typedef struct CvBox2D { CvPoint2D32f center; CvSize2D32f size; float angle; } CvBox2D;
typedef struct CvTermCriteria { int type, max_iter; double epsilon; } CvTermCriteria;
typedef struct CvMemStorage { int signature; } CvMemStorage;
typedef struct CvSeq { int flags, header_size; struct CvSeq *h_prev, *h_next, *v_prev, *v_next; int total, elem_size; } CvSeq;
typedef struct CvContour { int flags, header_size; struct CvSeq *h_prev, *h_next, *v_prev, *v_next; int total, elem_size; CvRect rect; int color, reserved[3]; } CvContour;
typedef struct CvConnectedComp { double area; CvScalar value; CvRect rect; CvSeq *contour; } CvConnectedComp;
typedef struct CvMoments { double m00, m10, m01, m20, m11, m02; } CvMoments;
typedef struct CvFont { const char *nameFont; CvScalar color; int font_face; } CvFont;
typedef struct CvString { int len; char *ptr; } CvString;
typedef struct CvAttrList { const char **attr; struct CvAttrList *next; } CvAttrList;
typedef struct CvAvgComp { CvRect rect; int neighbors; } CvAvgComp;
typedef void (*CvButtonCallback)(int state, void *userdata);
typedef int (*CvCmpFunc)(const void *a, const void *b, void *userdata);
typedef float (*CvDistanceFunction)(const float *a, const float *b, void *user_param);
typedef int (*CvErrorCallback)(int status, const char *func_name, const char *err_msg, const char *file_name, int line, void *userdata);
typedef void (*CvMouseCallback)(int event, int x, int y, int flags, void *param);
typedef void (*CvOpenGlDrawCallback)(void *userdata);
typedef void (*CvTrackbarCallback)(int pos);
typedef void (*CvTrackbarCallback2)(int pos, void *userdata);
#define IPL_DEPTH_SIGN 0x80000000
#define IPL_DEPTH_1U 1
#define IPL_DEPTH_8U 8
#define IPL_DEPTH_16U 16
#define IPL_DEPTH_32F 32
#define IPL_DEPTH_64F 64
#define IPL_DEPTH_8S (IPL_DEPTH_SIGN | 8)
#define IPL_DEPTH_16S (IPL_DEPTH_SIGN | 16)
#define IPL_DEPTH_32S (IPL_DEPTH_SIGN | 32)
#define IPL_ORIGIN_TL 0
#define IPL_ORIGIN_BL 1
#define CV_MAKETYPE(depth, cn) (((depth) & 7) + (((cn) - 1) << 3))
#define CV_MAKE_TYPE CV_MAKETYPE
#define CV_8UC(n) CV_MAKETYPE(CV_8U, (n))
#define CV_8SC(n) CV_MAKETYPE(CV_8S, (n))
#define CV_16UC(n) CV_MAKETYPE(CV_16U, (n))
#define CV_16SC(n) CV_MAKETYPE(CV_16S, (n))
#define CV_32SC(n) CV_MAKETYPE(CV_32S, (n))
#define CV_32FC(n) CV_MAKETYPE(CV_32F, (n))
#define CV_64FC(n) CV_MAKETYPE(CV_64F, (n))
#define CV_MAT_DEPTH(flags) ((flags) & 7)
#define CV_MAT_CN(flags) ((((flags) & 4088) >> 3) + 1)
#define CV_MAT_TYPE(flags) ((flags) & 4095)
#define CV_RGB(r, g, b) cvScalar((b), (g), (r), 0)
#define CV_IMAGE_ELEM(image, elemtype, row, col) \
  (((elemtype *)((image)->imageData + (image)->widthStep * (row)))[(col)])
#define CV_MAT_ELEM(mat, elemtype, row, col) (*(elemtype *)((mat).data.ptr + (size_t)(mat).step * (row) + sizeof(elemtype) * (col)))
#define CV_GET_SEQ_ELEM(TYPE, seq, index) ((TYPE *)cvGetSeqElem((CvSeq *)(seq), (index)))
#define CV_SWAP(a, b, t) ((t) = (a), (a) = (b), (b) = (t))
#define CV_IS_IMAGE(img) ((img) != 0)
#define CV_IS_MAT(mat) ((mat) != 0)
#define CV_WHOLE_SEQ cvSlice(0, CV_WHOLE_SEQ_END_INDEX)
#define cvFree(ptr) (cvFree_(*(ptr)), *(ptr) = 0)
#define CV_VERSION_MAJOR 3
#define CV_VERSION_MINOR 4
#define CV_VERSION_REVISION 18
#define CV_VERSION "3.4.18"
#define CV_MAJOR_VERSION CV_VERSION_MAJOR
#define CV_MINOR_VERSION CV_VERSION_MINOR
#define CV_SUBMINOR_VERSION CV_VERSION_REVISION
#endif
