// Names of CUDA: complex numbers.
#pragma once
#include "runtime.h"
#ifdef __cplusplus
extern "C++" {
#endif
typedef float2 cuFloatComplex;
typedef double2 cuDoubleComplex;
typedef cuFloatComplex cuComplex;
DECLARED_DEVICE float cuCrealf(cuFloatComplex x);
DECLARED_DEVICE float cuCimagf(cuFloatComplex x);
DECLARED_DEVICE cuFloatComplex make_cuFloatComplex(float r, float i);
DECLARED_DEVICE cuFloatComplex cuConjf(cuFloatComplex x);
DECLARED_DEVICE cuFloatComplex cuCaddf(cuFloatComplex x, cuFloatComplex y);
DECLARED_DEVICE cuFloatComplex cuCsubf(cuFloatComplex x, cuFloatComplex y);
DECLARED_DEVICE cuFloatComplex cuCmulf(cuFloatComplex x, cuFloatComplex y);
DECLARED_DEVICE cuFloatComplex cuCdivf(cuFloatComplex x, cuFloatComplex y);
DECLARED_DEVICE float cuCabsf(cuFloatComplex x);
DECLARED_DEVICE cuFloatComplex cuCfmaf(cuFloatComplex x, cuFloatComplex y, cuFloatComplex d);
DECLARED_DEVICE double cuCreal(cuDoubleComplex x);
DECLARED_DEVICE double cuCimag(cuDoubleComplex x);
DECLARED_DEVICE cuDoubleComplex make_cuDoubleComplex(double r, double i);
DECLARED_DEVICE cuDoubleComplex cuConj(cuDoubleComplex x);
DECLARED_DEVICE cuDoubleComplex cuCadd(cuDoubleComplex x, cuDoubleComplex y);
DECLARED_DEVICE cuDoubleComplex cuCsub(cuDoubleComplex x, cuDoubleComplex y);
DECLARED_DEVICE cuDoubleComplex cuCmul(cuDoubleComplex x, cuDoubleComplex y);
DECLARED_DEVICE cuDoubleComplex cuCdiv(cuDoubleComplex x, cuDoubleComplex y);
DECLARED_DEVICE double cuCabs(cuDoubleComplex x);
DECLARED_DEVICE cuDoubleComplex cuCfma(cuDoubleComplex x, cuDoubleComplex y, cuDoubleComplex d);
DECLARED_DEVICE cuComplex make_cuComplex(float x, float y);
DECLARED_DEVICE cuDoubleComplex cuComplexFloatToDouble(cuFloatComplex c);
DECLARED_DEVICE cuFloatComplex cuComplexDoubleToFloat(cuDoubleComplex c);
#ifdef __cplusplus
}
#endif
