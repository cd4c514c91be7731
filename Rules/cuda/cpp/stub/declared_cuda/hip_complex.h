// Names of HIP: complex numbers.
#pragma once
#include "hip_driver.h"
#ifdef __cplusplus
extern "C++" {
#endif
typedef float2 hipFloatComplex;
typedef double2 hipDoubleComplex;
typedef hipFloatComplex hipComplex;
DECLARED_DEVICE float hipCrealf(hipFloatComplex x);
DECLARED_DEVICE float hipCimagf(hipFloatComplex x);
DECLARED_DEVICE hipFloatComplex make_hipFloatComplex(float r, float i);
DECLARED_DEVICE hipFloatComplex hipConjf(hipFloatComplex x);
DECLARED_DEVICE hipFloatComplex hipCaddf(hipFloatComplex x, hipFloatComplex y);
DECLARED_DEVICE hipFloatComplex hipCsubf(hipFloatComplex x, hipFloatComplex y);
DECLARED_DEVICE hipFloatComplex hipCmulf(hipFloatComplex x, hipFloatComplex y);
DECLARED_DEVICE hipFloatComplex hipCdivf(hipFloatComplex x, hipFloatComplex y);
DECLARED_DEVICE float hipCabsf(hipFloatComplex x);
DECLARED_DEVICE hipFloatComplex hipCfmaf(hipFloatComplex x, hipFloatComplex y, hipFloatComplex d);
DECLARED_DEVICE double hipCreal(hipDoubleComplex x);
DECLARED_DEVICE double hipCimag(hipDoubleComplex x);
DECLARED_DEVICE hipDoubleComplex make_hipDoubleComplex(double r, double i);
DECLARED_DEVICE hipDoubleComplex hipConj(hipDoubleComplex x);
DECLARED_DEVICE hipDoubleComplex hipCadd(hipDoubleComplex x, hipDoubleComplex y);
DECLARED_DEVICE hipDoubleComplex hipCsub(hipDoubleComplex x, hipDoubleComplex y);
DECLARED_DEVICE hipDoubleComplex hipCmul(hipDoubleComplex x, hipDoubleComplex y);
DECLARED_DEVICE hipDoubleComplex hipCdiv(hipDoubleComplex x, hipDoubleComplex y);
DECLARED_DEVICE double hipCabs(hipDoubleComplex x);
DECLARED_DEVICE hipDoubleComplex hipCfma(hipDoubleComplex x, hipDoubleComplex y, hipDoubleComplex d);
DECLARED_DEVICE hipComplex make_hipComplex(float x, float y);
DECLARED_DEVICE hipDoubleComplex hipComplexFloatToDouble(hipFloatComplex c);
DECLARED_DEVICE hipFloatComplex hipComplexDoubleToFloat(hipDoubleComplex c);
#ifdef __cplusplus
}
#endif
