// Names of HIP: FFT.
#pragma once
#include "hip_driver.h"
#include "hip_complex.h"
#ifdef __cplusplus
extern "C++" {
#endif
enum kind_of_HIPFFT_FORWARD { HIPFFT_FORWARD, HIPFFT_BACKWARD };
enum hipfftResult_t { HIPFFT_SUCCESS, HIPFFT_INVALID_PLAN, HIPFFT_ALLOC_FAILED, HIPFFT_INVALID_TYPE, HIPFFT_INVALID_VALUE, HIPFFT_INTERNAL_ERROR, HIPFFT_EXEC_FAILED, HIPFFT_SETUP_FAILED, HIPFFT_INVALID_SIZE, HIPFFT_UNALIGNED_DATA, HIPFFT_INCOMPLETE_PARAMETER_LIST, HIPFFT_INVALID_DEVICE, HIPFFT_PARSE_ERROR, HIPFFT_NO_WORKSPACE, HIPFFT_NOT_IMPLEMENTED, HIPFFT_NOT_SUPPORTED };
typedef enum hipfftResult_t hipfftResult_t;
typedef enum hipfftResult_t hipfftResult;
enum hipfftType_t { HIPFFT_R2C, HIPFFT_C2R, HIPFFT_C2C, HIPFFT_D2Z, HIPFFT_Z2D, HIPFFT_Z2Z };
typedef enum hipfftType_t hipfftType_t;
typedef enum hipfftType_t hipfftType;
enum hipfftXtCallbackType_t { HIPFFT_CB_LD_COMPLEX, HIPFFT_CB_LD_COMPLEX_DOUBLE, HIPFFT_CB_LD_REAL, HIPFFT_CB_LD_REAL_DOUBLE, HIPFFT_CB_ST_COMPLEX, HIPFFT_CB_ST_COMPLEX_DOUBLE, HIPFFT_CB_ST_REAL, HIPFFT_CB_ST_REAL_DOUBLE, HIPFFT_CB_UNDEFINED };
typedef enum hipfftXtCallbackType_t hipfftXtCallbackType_t;
typedef enum hipfftXtCallbackType_t hipfftXtCallbackType;
typedef float hipfftReal;
typedef double hipfftDoubleReal;
typedef hipComplex hipfftComplex;
typedef hipDoubleComplex hipfftDoubleComplex;
typedef struct hipfftHandle_opaque *hipfftHandle;
hipfftResult hipfftPlan1d(DECLARED_ANYTHING);
hipfftResult hipfftPlan2d(DECLARED_ANYTHING);
hipfftResult hipfftPlan3d(DECLARED_ANYTHING);
hipfftResult hipfftPlanMany(DECLARED_ANYTHING);
hipfftResult hipfftMakePlan1d(DECLARED_ANYTHING);
hipfftResult hipfftMakePlan2d(DECLARED_ANYTHING);
hipfftResult hipfftMakePlan3d(DECLARED_ANYTHING);
hipfftResult hipfftMakePlanMany(DECLARED_ANYTHING);
hipfftResult hipfftMakePlanMany64(DECLARED_ANYTHING);
hipfftResult hipfftGetSizeMany64(DECLARED_ANYTHING);
hipfftResult hipfftEstimate1d(DECLARED_ANYTHING);
hipfftResult hipfftEstimate2d(DECLARED_ANYTHING);
hipfftResult hipfftEstimate3d(DECLARED_ANYTHING);
hipfftResult hipfftEstimateMany(DECLARED_ANYTHING);
hipfftResult hipfftCreate(DECLARED_ANYTHING);
hipfftResult hipfftGetSize1d(DECLARED_ANYTHING);
hipfftResult hipfftGetSize2d(DECLARED_ANYTHING);
hipfftResult hipfftGetSize3d(DECLARED_ANYTHING);
hipfftResult hipfftGetSizeMany(DECLARED_ANYTHING);
hipfftResult hipfftGetSize(DECLARED_ANYTHING);
hipfftResult hipfftSetWorkArea(DECLARED_ANYTHING);
hipfftResult hipfftSetAutoAllocation(DECLARED_ANYTHING);
hipfftResult hipfftExecC2C(DECLARED_ANYTHING);
hipfftResult hipfftExecR2C(DECLARED_ANYTHING);
hipfftResult hipfftExecC2R(DECLARED_ANYTHING);
hipfftResult hipfftExecZ2Z(DECLARED_ANYTHING);
hipfftResult hipfftExecD2Z(DECLARED_ANYTHING);
hipfftResult hipfftExecZ2D(DECLARED_ANYTHING);
hipfftResult hipfftSetStream(DECLARED_ANYTHING);
hipfftResult hipfftDestroy(DECLARED_ANYTHING);
hipfftResult hipfftGetVersion(DECLARED_ANYTHING);
hipfftResult hipfftGetProperty(DECLARED_ANYTHING);
hipfftResult hipfftCallbackLoadC(DECLARED_ANYTHING);
hipfftResult hipfftCallbackLoadZ(DECLARED_ANYTHING);
hipfftResult hipfftCallbackLoadR(DECLARED_ANYTHING);
hipfftResult hipfftCallbackLoadD(DECLARED_ANYTHING);
hipfftResult hipfftCallbackStoreC(DECLARED_ANYTHING);
hipfftResult hipfftCallbackStoreZ(DECLARED_ANYTHING);
hipfftResult hipfftCallbackStoreR(DECLARED_ANYTHING);
hipfftResult hipfftCallbackStoreD(DECLARED_ANYTHING);
hipfftResult hipfftXtSetCallback(DECLARED_ANYTHING);
hipfftResult hipfftXtClearCallback(DECLARED_ANYTHING);
hipfftResult hipfftXtSetCallbackSharedSize(DECLARED_ANYTHING);
#ifdef __cplusplus
}
#endif
