// Names of CUDA: complex numbers.
#pragma once
#include "runtime.h"
typedef struct cuFloatComplex_opaque *cuFloatComplex;
typedef struct cuDoubleComplex_opaque *cuDoubleComplex;
typedef struct cuComplex_opaque *cuComplex;
template <typename... A> DECLARED_DEVICE float cuCrealf(A...);
template <typename... A> DECLARED_DEVICE float cuCimagf(A...);
template <typename... A> DECLARED_DEVICE float make_cuFloatComplex(A...);
template <typename... A> DECLARED_DEVICE float cuConjf(A...);
template <typename... A> DECLARED_DEVICE float cuCaddf(A...);
template <typename... A> DECLARED_DEVICE float cuCsubf(A...);
template <typename... A> DECLARED_DEVICE float cuCmulf(A...);
template <typename... A> DECLARED_DEVICE float cuCdivf(A...);
template <typename... A> DECLARED_DEVICE float cuCabsf(A...);
template <typename... A> DECLARED_DEVICE float cuCreal(A...);
template <typename... A> DECLARED_DEVICE float cuCimag(A...);
template <typename... A> DECLARED_DEVICE float make_cuDoubleComplex(A...);
template <typename... A> DECLARED_DEVICE float cuConj(A...);
template <typename... A> DECLARED_DEVICE float cuCadd(A...);
template <typename... A> DECLARED_DEVICE float cuCsub(A...);
template <typename... A> DECLARED_DEVICE float cuCmul(A...);
template <typename... A> DECLARED_DEVICE float cuCdiv(A...);
template <typename... A> DECLARED_DEVICE float cuCabs(A...);
template <typename... A> DECLARED_DEVICE float make_cuComplex(A...);
template <typename... A> DECLARED_DEVICE float cuComplexFloatToDouble(A...);
template <typename... A> DECLARED_DEVICE float cuComplexDoubleToFloat(A...);
template <typename... A> DECLARED_DEVICE float cuCfmaf(A...);
template <typename... A> DECLARED_DEVICE float cuCfma(A...);
