// Names of CUDA: RTC.
#pragma once
#include "runtime.h"
#ifdef __cplusplus
extern "C++" {
#endif
enum nvrtcResult { NVRTC_SUCCESS, NVRTC_ERROR_OUT_OF_MEMORY, NVRTC_ERROR_PROGRAM_CREATION_FAILURE, NVRTC_ERROR_INVALID_INPUT, NVRTC_ERROR_INVALID_PROGRAM, NVRTC_ERROR_INVALID_OPTION, NVRTC_ERROR_COMPILATION, NVRTC_ERROR_BUILTIN_OPERATION_FAILURE, NVRTC_ERROR_NO_NAME_EXPRESSIONS_AFTER_COMPILATION, NVRTC_ERROR_NO_LOWERED_NAMES_BEFORE_COMPILATION, NVRTC_ERROR_NAME_EXPRESSION_NOT_VALID, NVRTC_ERROR_INTERNAL_ERROR, NVRTC_ERROR_TIME_FILE_WRITE_FAILED };
typedef enum nvrtcResult nvrtcResult;
typedef struct nvrtcProgram_opaque *nvrtcProgram;
const char *nvrtcGetErrorString(DECLARED_ANYTHING);
nvrtcResult nvrtcVersion(DECLARED_ANYTHING);
nvrtcResult nvrtcGetNumSupportedArchs(DECLARED_ANYTHING);
nvrtcResult nvrtcGetSupportedArchs(DECLARED_ANYTHING);
nvrtcResult nvrtcCreateProgram(DECLARED_ANYTHING);
nvrtcResult nvrtcDestroyProgram(DECLARED_ANYTHING);
nvrtcResult nvrtcCompileProgram(DECLARED_ANYTHING);
nvrtcResult nvrtcGetPTXSize(DECLARED_ANYTHING);
nvrtcResult nvrtcGetPTX(DECLARED_ANYTHING);
nvrtcResult nvrtcGetCUBINSize(DECLARED_ANYTHING);
nvrtcResult nvrtcGetCUBIN(DECLARED_ANYTHING);
nvrtcResult nvrtcGetNVVMSize(DECLARED_ANYTHING);
nvrtcResult nvrtcGetNVVM(DECLARED_ANYTHING);
nvrtcResult nvrtcGetProgramLogSize(DECLARED_ANYTHING);
nvrtcResult nvrtcGetProgramLog(DECLARED_ANYTHING);
nvrtcResult nvrtcAddNameExpression(DECLARED_ANYTHING);
nvrtcResult nvrtcGetLoweredName(DECLARED_ANYTHING);
nvrtcResult nvrtcGetLTOIRSize(DECLARED_ANYTHING);
nvrtcResult nvrtcGetLTOIR(DECLARED_ANYTHING);
nvrtcResult nvrtcGetOptiXIRSize(DECLARED_ANYTHING);
nvrtcResult nvrtcGetOptiXIR(DECLARED_ANYTHING);
#ifdef __cplusplus
}
#endif
