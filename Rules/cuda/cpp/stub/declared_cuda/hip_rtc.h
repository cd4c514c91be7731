// Names of HIP: RTC.
#pragma once
#include "hip_driver.h"
#ifdef __cplusplus
extern "C++" {
#endif
enum hiprtcResult { HIPRTC_SUCCESS, HIPRTC_ERROR_OUT_OF_MEMORY, HIPRTC_ERROR_PROGRAM_CREATION_FAILURE, HIPRTC_ERROR_INVALID_INPUT, HIPRTC_ERROR_INVALID_PROGRAM, HIPRTC_ERROR_INVALID_OPTION, HIPRTC_ERROR_COMPILATION, HIPRTC_ERROR_BUILTIN_OPERATION_FAILURE, HIPRTC_ERROR_NO_NAME_EXPRESSIONS_AFTER_COMPILATION, HIPRTC_ERROR_NO_LOWERED_NAMES_BEFORE_COMPILATION, HIPRTC_ERROR_NAME_EXPRESSION_NOT_VALID, HIPRTC_ERROR_INTERNAL_ERROR };
typedef enum hiprtcResult hiprtcResult;
typedef struct hiprtcProgram_opaque *hiprtcProgram;
const char *hiprtcGetErrorString(DECLARED_ANYTHING);
hiprtcResult hiprtcVersion(DECLARED_ANYTHING);
hiprtcResult hiprtcCreateProgram(DECLARED_ANYTHING);
hiprtcResult hiprtcDestroyProgram(DECLARED_ANYTHING);
hiprtcResult hiprtcCompileProgram(DECLARED_ANYTHING);
hiprtcResult hiprtcGetCodeSize(DECLARED_ANYTHING);
hiprtcResult hiprtcGetCode(DECLARED_ANYTHING);
hiprtcResult hiprtcGetBitcodeSize(DECLARED_ANYTHING);
hiprtcResult hiprtcGetBitcode(DECLARED_ANYTHING);
hiprtcResult hiprtcGetProgramLogSize(DECLARED_ANYTHING);
hiprtcResult hiprtcGetProgramLog(DECLARED_ANYTHING);
hiprtcResult hiprtcAddNameExpression(DECLARED_ANYTHING);
hiprtcResult hiprtcGetLoweredName(DECLARED_ANYTHING);
#ifdef __cplusplus
}
#endif
