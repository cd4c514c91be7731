// The macros that tell TensorRT's version.
#ifndef DECLARED_NVINFERVERSION_H
#define DECLARED_NVINFERVERSION_H
#define NV_TENSORRT_MAJOR 8
#define NV_TENSORRT_MINOR 6
#define NV_TENSORRT_PATCH 1
#endif
