// Names of HIP: RAND.
#pragma once
#include "hip_driver.h"
#ifdef __cplusplus
extern "C++" {
#endif
enum hiprandStatus { HIPRAND_STATUS_SUCCESS, HIPRAND_STATUS_VERSION_MISMATCH, HIPRAND_STATUS_NOT_INITIALIZED, HIPRAND_STATUS_ALLOCATION_FAILED, HIPRAND_STATUS_TYPE_ERROR, HIPRAND_STATUS_OUT_OF_RANGE, HIPRAND_STATUS_LENGTH_NOT_MULTIPLE, HIPRAND_STATUS_DOUBLE_PRECISION_REQUIRED, HIPRAND_STATUS_LAUNCH_FAILURE, HIPRAND_STATUS_PREEXISTING_FAILURE, HIPRAND_STATUS_INITIALIZATION_FAILED, HIPRAND_STATUS_ARCH_MISMATCH, HIPRAND_STATUS_INTERNAL_ERROR };
typedef enum hiprandStatus hiprandStatus;
typedef enum hiprandStatus hiprandStatus_t;
enum hiprandRngType_t { HIPRAND_RNG_TEST, HIPRAND_RNG_PSEUDO_DEFAULT, HIPRAND_RNG_PSEUDO_XORWOW, HIPRAND_RNG_PSEUDO_MRG32K3A, HIPRAND_RNG_PSEUDO_MTGP32, HIPRAND_RNG_PSEUDO_MT19937, HIPRAND_RNG_PSEUDO_PHILOX4_32_10, HIPRAND_RNG_QUASI_DEFAULT, HIPRAND_RNG_QUASI_SOBOL32, HIPRAND_RNG_QUASI_SCRAMBLED_SOBOL32, HIPRAND_RNG_QUASI_SOBOL64, HIPRAND_RNG_QUASI_SCRAMBLED_SOBOL64 };
typedef enum hiprandRngType_t hiprandRngType_t;
enum hiprandOrdering { HIPRAND_ORDERING_PSEUDO_BEST, HIPRAND_ORDERING_PSEUDO_DEFAULT, HIPRAND_ORDERING_PSEUDO_SEEDED, HIPRAND_ORDERING_PSEUDO_LEGACY, HIPRAND_ORDERING_PSEUDO_DYNAMIC, HIPRAND_ORDERING_QUASI_DEFAULT };
typedef enum hiprandOrdering hiprandOrdering;
typedef enum hiprandOrdering hiprandOrdering_t;
enum hiprandDirectionVectorSet_t { HIPRAND_DIRECTION_VECTORS_32_JOEKUO6, HIPRAND_SCRAMBLED_DIRECTION_VECTORS_32_JOEKUO6, HIPRAND_DIRECTION_VECTORS_64_JOEKUO6, HIPRAND_SCRAMBLED_DIRECTION_VECTORS_64_JOEKUO6 };
typedef enum hiprandDirectionVectorSet_t hiprandDirectionVectorSet_t;
struct hiprandGenerator_st { int reserved; };
typedef struct hiprandGenerator_st hiprandGenerator_st;
typedef struct hiprandGenerator_t_opaque *hiprandGenerator_t;
struct hiprandDiscreteDistribution_st { int reserved; };
typedef struct hiprandDiscreteDistribution_st hiprandDiscreteDistribution_st;
typedef struct hiprandDiscreteDistribution_t_opaque *hiprandDiscreteDistribution_t;
typedef struct hiprandDirectionVectors32_t_opaque *hiprandDirectionVectors32_t;
typedef struct hiprandDirectionVectors64_t_opaque *hiprandDirectionVectors64_t;
typedef struct hiprandStateMtgp32_opaque *hiprandStateMtgp32;
typedef struct hiprandStateMtgp32_t_opaque *hiprandStateMtgp32_t;
typedef struct hiprandStateScrambledSobol64_opaque *hiprandStateScrambledSobol64;
typedef struct hiprandStateScrambledSobol64_t_opaque *hiprandStateScrambledSobol64_t;
typedef struct hiprandStateSobol64_opaque *hiprandStateSobol64;
typedef struct hiprandStateSobol64_t_opaque *hiprandStateSobol64_t;
typedef struct hiprandStateScrambledSobol32_opaque *hiprandStateScrambledSobol32;
typedef struct hiprandStateScrambledSobol32_t_opaque *hiprandStateScrambledSobol32_t;
typedef struct hiprandStateSobol32_opaque *hiprandStateSobol32;
typedef struct hiprandStateSobol32_t_opaque *hiprandStateSobol32_t;
typedef struct hiprandStateMRG32k3a_opaque *hiprandStateMRG32k3a;
typedef struct hiprandStateMRG32k3a_t_opaque *hiprandStateMRG32k3a_t;
typedef struct hiprandStatePhilox4_32_10_opaque *hiprandStatePhilox4_32_10;
typedef struct hiprandStatePhilox4_32_10_t_opaque *hiprandStatePhilox4_32_10_t;
typedef struct hiprandStateXORWOW_opaque *hiprandStateXORWOW;
typedef struct hiprandStateXORWOW_t_opaque *hiprandStateXORWOW_t;
enum hiprandState { hiprandState_reserved };
typedef enum hiprandState hiprandState;
typedef enum hiprandState hiprandState_t;
hiprandStatus_t hiprandCreateGenerator(DECLARED_ANYTHING);
hiprandStatus_t hiprandCreateGeneratorHost(DECLARED_ANYTHING);
hiprandStatus_t hiprandCreatePoissonDistribution(DECLARED_ANYTHING);
hiprandStatus_t hiprandDestroyDistribution(DECLARED_ANYTHING);
hiprandStatus_t hiprandDestroyGenerator(DECLARED_ANYTHING);
hiprandStatus_t hiprandGenerate(DECLARED_ANYTHING);
hiprandStatus_t hiprandGenerateLogNormal(DECLARED_ANYTHING);
hiprandStatus_t hiprandGenerateLogNormalDouble(DECLARED_ANYTHING);
hiprandStatus_t hiprandGenerateLongLong(DECLARED_ANYTHING);
hiprandStatus_t hiprandGenerateNormal(DECLARED_ANYTHING);
hiprandStatus_t hiprandGenerateNormalDouble(DECLARED_ANYTHING);
hiprandStatus_t hiprandGeneratePoisson(DECLARED_ANYTHING);
hiprandStatus_t hiprandGenerateSeeds(DECLARED_ANYTHING);
hiprandStatus_t hiprandGenerateUniform(DECLARED_ANYTHING);
hiprandStatus_t hiprandGenerateUniformDouble(DECLARED_ANYTHING);
hiprandStatus_t hiprandGetDirectionVectors32(DECLARED_ANYTHING);
hiprandStatus_t hiprandGetDirectionVectors64(DECLARED_ANYTHING);
hiprandStatus_t hiprandGetScrambleConstants32(DECLARED_ANYTHING);
hiprandStatus_t hiprandGetScrambleConstants64(DECLARED_ANYTHING);
hiprandStatus_t hiprandGetVersion(DECLARED_ANYTHING);
hiprandStatus_t hiprandSetGeneratorOffset(DECLARED_ANYTHING);
hiprandStatus_t hiprandSetGeneratorOrdering(DECLARED_ANYTHING);
hiprandStatus_t hiprandSetPseudoRandomGeneratorSeed(DECLARED_ANYTHING);
hiprandStatus_t hiprandSetQuasiRandomGeneratorDimensions(DECLARED_ANYTHING);
hiprandStatus_t hiprandSetStream(DECLARED_ANYTHING);
hiprandStatus_t hiprandMakeMTGP32Constants(DECLARED_ANYTHING);
hiprandStatus_t hiprandMakeMTGP32KernelState(DECLARED_ANYTHING);
#ifdef __cplusplus
template <typename... A> DECLARED_DEVICE float hiprand(A...);
template <typename... A> DECLARED_DEVICE float hiprand_init(A...);
template <typename... A> DECLARED_DEVICE float hiprand_log_normal(A...);
template <typename... A> DECLARED_DEVICE double hiprand_log_normal_double(A...);
template <typename... A> DECLARED_DEVICE float hiprand_log_normal2(A...);
template <typename... A> DECLARED_DEVICE double hiprand_log_normal2_double(A...);
template <typename... A> DECLARED_DEVICE float hiprand_log_normal4(A...);
template <typename... A> DECLARED_DEVICE double hiprand_log_normal4_double(A...);
template <typename... A> DECLARED_DEVICE float hiprand_normal(A...);
template <typename... A> DECLARED_DEVICE double hiprand_normal_double(A...);
template <typename... A> DECLARED_DEVICE float hiprand_normal2(A...);
template <typename... A> DECLARED_DEVICE double hiprand_normal2_double(A...);
template <typename... A> DECLARED_DEVICE float hiprand_normal4(A...);
template <typename... A> DECLARED_DEVICE double hiprand_normal4_double(A...);
template <typename... A> DECLARED_DEVICE float hiprand_uniform(A...);
template <typename... A> DECLARED_DEVICE double hiprand_uniform_double(A...);
template <typename... A> DECLARED_DEVICE double hiprand_uniform2_double(A...);
template <typename... A> DECLARED_DEVICE float hiprand_uniform4(A...);
template <typename... A> DECLARED_DEVICE double hiprand_uniform4_double(A...);
template <typename... A> DECLARED_DEVICE float hiprand_discrete(A...);
template <typename... A> DECLARED_DEVICE float hiprand_discrete4(A...);
template <typename... A> DECLARED_DEVICE float hiprand_poisson(A...);
template <typename... A> DECLARED_DEVICE float hiprand_poisson4(A...);
}
#endif
