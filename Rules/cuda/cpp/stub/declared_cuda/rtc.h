// Names of CUDA: RTC.
#pragma once
#include "runtime.h"
enum nvrtcResult { NVRTC_SUCCESS, NVRTC_ERROR_OUT_OF_MEMORY, NVRTC_ERROR_PROGRAM_CREATION_FAILURE, NVRTC_ERROR_INVALID_INPUT, NVRTC_ERROR_INVALID_PROGRAM, NVRTC_ERROR_INVALID_OPTION, NVRTC_ERROR_COMPILATION, NVRTC_ERROR_BUILTIN_OPERATION_FAILURE, NVRTC_ERROR_NO_NAME_EXPRESSIONS_AFTER_COMPILATION, NVRTC_ERROR_NO_LOWERED_NAMES_BEFORE_COMPILATION, NVRTC_ERROR_NAME_EXPRESSION_NOT_VALID, NVRTC_ERROR_INTERNAL_ERROR, NVRTC_ERROR_TIME_FILE_WRITE_FAILED };
typedef struct nvrtcProgram_opaque *nvrtcProgram;
const char *nvrtcGetErrorString(...);
nvrtcResult nvrtcVersion(...);
nvrtcResult nvrtcGetNumSupportedArchs(...);
nvrtcResult nvrtcGetSupportedArchs(...);
nvrtcResult nvrtcCreateProgram(...);
nvrtcResult nvrtcDestroyProgram(...);
nvrtcResult nvrtcCompileProgram(...);
nvrtcResult nvrtcGetPTXSize(...);
nvrtcResult nvrtcGetPTX(...);
nvrtcResult nvrtcGetCUBINSize(...);
nvrtcResult nvrtcGetCUBIN(...);
nvrtcResult nvrtcGetNVVMSize(...);
nvrtcResult nvrtcGetNVVM(...);
nvrtcResult nvrtcGetProgramLogSize(...);
nvrtcResult nvrtcGetProgramLog(...);
nvrtcResult nvrtcAddNameExpression(...);
nvrtcResult nvrtcGetLoweredName(...);
nvrtcResult nvrtcGetLTOIRSize(...);
nvrtcResult nvrtcGetLTOIR(...);
nvrtcResult nvrtcGetOptiXIRSize(...);
nvrtcResult nvrtcGetOptiXIR(...);
