// Names of HIP: RTC.
#pragma once
#include "hip_driver.h"
enum hiprtcResult { HIPRTC_SUCCESS, HIPRTC_ERROR_OUT_OF_MEMORY, HIPRTC_ERROR_PROGRAM_CREATION_FAILURE, HIPRTC_ERROR_INVALID_INPUT, HIPRTC_ERROR_INVALID_PROGRAM, HIPRTC_ERROR_INVALID_OPTION, HIPRTC_ERROR_COMPILATION, HIPRTC_ERROR_BUILTIN_OPERATION_FAILURE, HIPRTC_ERROR_NO_NAME_EXPRESSIONS_AFTER_COMPILATION, HIPRTC_ERROR_NO_LOWERED_NAMES_BEFORE_COMPILATION, HIPRTC_ERROR_NAME_EXPRESSION_NOT_VALID, HIPRTC_ERROR_INTERNAL_ERROR };
typedef struct hiprtcProgram_opaque *hiprtcProgram;
const char *hiprtcGetErrorString(...);
hiprtcResult hiprtcVersion(...);
hiprtcResult hiprtcCreateProgram(...);
hiprtcResult hiprtcDestroyProgram(...);
hiprtcResult hiprtcCompileProgram(...);
hiprtcResult hiprtcGetCodeSize(...);
hiprtcResult hiprtcGetCode(...);
hiprtcResult hiprtcGetBitcodeSize(...);
hiprtcResult hiprtcGetBitcode(...);
hiprtcResult hiprtcGetProgramLogSize(...);
hiprtcResult hiprtcGetProgramLog(...);
hiprtcResult hiprtcAddNameExpression(...);
hiprtcResult hiprtcGetLoweredName(...);
