// Names of HIP: complex numbers.
#pragma once
#include "hip_driver.h"
typedef struct hipFloatComplex_opaque *hipFloatComplex;
typedef struct hipDoubleComplex_opaque *hipDoubleComplex;
typedef struct hipComplex_opaque *hipComplex;
template <typename... A> DECLARED_DEVICE float hipCrealf(A...);
template <typename... A> DECLARED_DEVICE float hipCimagf(A...);
template <typename... A> DECLARED_DEVICE float make_hipFloatComplex(A...);
template <typename... A> DECLARED_DEVICE float hipConjf(A...);
template <typename... A> DECLARED_DEVICE float hipCaddf(A...);
template <typename... A> DECLARED_DEVICE float hipCsubf(A...);
template <typename... A> DECLARED_DEVICE float hipCmulf(A...);
template <typename... A> DECLARED_DEVICE float hipCdivf(A...);
template <typename... A> DECLARED_DEVICE float hipCabsf(A...);
template <typename... A> DECLARED_DEVICE float hipCreal(A...);
template <typename... A> DECLARED_DEVICE float hipCimag(A...);
template <typename... A> DECLARED_DEVICE float make_hipDoubleComplex(A...);
template <typename... A> DECLARED_DEVICE float hipConj(A...);
template <typename... A> DECLARED_DEVICE float hipCadd(A...);
template <typename... A> DECLARED_DEVICE float hipCsub(A...);
template <typename... A> DECLARED_DEVICE float hipCmul(A...);
template <typename... A> DECLARED_DEVICE float hipCdiv(A...);
template <typename... A> DECLARED_DEVICE float hipCabs(A...);
template <typename... A> DECLARED_DEVICE float make_hipComplex(A...);
template <typename... A> DECLARED_DEVICE float hipComplexFloatToDouble(A...);
template <typename... A> DECLARED_DEVICE float hipComplexDoubleToFloat(A...);
template <typename... A> DECLARED_DEVICE float hipCfmaf(A...);
template <typename... A> DECLARED_DEVICE float hipCfma(A...);
