// Declarations of TensorRT, for where its headers are not installed: names and signatures of 8.6, 10.0, 10.16 and 11.0.
// With TENSORRT_RELEASE defined (806, 1000, 1016, 1100) only what that release has; without, all of it.
#ifndef DECLARED_NVINFER_H
#define DECLARED_NVINFER_H
#include <cstddef>
#include <cstdint>
#include <cuda_runtime_api.h>

#include "../NvInferVersion.h"
#include "releases.h"
struct cudnnContext;
struct cublasContext;
namespace nvinfer1 {
using AsciiChar = char;
class IPluginFactory;
enum class DataType : int32_t {
  kFLOAT,
  kHALF,
  kINT8,
  kINT32,
  kBOOL,
  kUINT8,
  kFP8,
#if TENSORRT_SINCE(1000)
  kBF16,
  kINT64,
  kINT4,
#endif
#if TENSORRT_SINCE(1016)
  kFP4,
  kE8M0,
#endif
};
#if TENSORRT_SINCE(1000)
enum class APILanguage : int32_t {
  kCPP,
  kPYTHON,
};
#endif
enum class ErrorCode : int32_t {
  kSUCCESS,
  kUNSPECIFIED_ERROR,
  kINTERNAL_ERROR,
  kINVALID_ARGUMENT,
  kINVALID_CONFIG,
  kFAILED_ALLOCATION,
  kFAILED_INITIALIZATION,
  kFAILED_EXECUTION,
  kFAILED_COMPUTATION,
  kINVALID_STATE,
  kUNSUPPORTED_STATE,
};
enum class TensorIOMode : int32_t {
  kNONE,
  kINPUT,
  kOUTPUT,
};
enum class PluginFieldType : int32_t {
  kFLOAT16,
  kFLOAT32,
  kFLOAT64,
  kINT8,
  kINT16,
  kINT32,
  kCHAR,
  kDIMS,
  kUNKNOWN,
#if TENSORRT_SINCE(1000)
  kBF16,
  kINT64,
  kFP8,
#endif
#if TENSORRT_SINCE(1016)
  kINT4,
  kFP4,
#endif
};
#if TENSORRT_SINCE(1000)
enum class TensorRTPhase : int32_t {
  kBUILD,
  kRUNTIME,
};
enum class PluginCapabilityType : int32_t {
  kCORE,
  kBUILD,
  kRUNTIME,
};
#endif
enum class PluginVersion : uint8_t {
  kV2,
  kV2_EXT,
  kV2_IOEXT,
  kV2_DYNAMICEXT,
#if TENSORRT_SINCE(1000)
  kV2_DYNAMICEXT_PYTHON,
#endif
};
#if TENSORRT_SINCE(1000)
enum class PluginCreatorVersion : int32_t {
  kV1,
  kV1_PYTHON,
};
#endif
enum class EngineCapability : int32_t {
  kSTANDARD,
#if TENSORRT_UNTIL(1000)
  kDEFAULT,
#endif
  kSAFETY,
#if TENSORRT_UNTIL(1000)
  kSAFE_GPU,
#endif
  kDLA_STANDALONE,
#if TENSORRT_UNTIL(1000)
  kSAFE_DLA,
#endif
};
enum class DimensionOperation : int32_t {
  kSUM,
  kPROD,
  kMAX,
  kMIN,
  kSUB,
  kEQUAL,
  kLESS,
  kFLOOR_DIV,
  kCEIL_DIV,
};
enum class TensorLocation : int32_t {
  kDEVICE,
  kHOST,
};
#if TENSORRT_SINCE(1016)
enum class SeekPosition : int32_t {
  kSET,
  kCUR,
  kEND,
};
#endif
enum class WeightsRole : int32_t {
  kKERNEL,
  kBIAS,
  kSHIFT,
  kSCALE,
  kCONSTANT,
  kANY,
};
enum class DeviceType : int32_t {
  kGPU,
  kDLA,
};
enum class TempfileControlFlag : int32_t {
  kALLOW_IN_MEMORY_FILES,
  kALLOW_TEMPORARY_FILES,
};
enum class TensorFormat : int32_t {
  kLINEAR,
  kCHW2,
  kHWC8,
  kCHW4,
  kCHW16,
  kCHW32,
  kDHWC8,
  kCDHW32,
  kHWC,
  kDLA_LINEAR,
  kDLA_HWC4,
  kHWC16,
  kDHWC,
};
enum class AllocatorFlag : int32_t {
  kRESIZABLE,
};
enum class OptProfileSelector : int32_t {
  kMIN,
  kOPT,
  kMAX,
};
enum class TacticSource : int32_t {
#if TENSORRT_UNTIL(1100)
  kCUBLAS,
  kCUBLAS_LT,
  kCUDNN,
#endif
  kEDGE_MASK_CONVOLUTIONS,
  kJIT_CONVOLUTIONS,
};
enum class ProfilingVerbosity : int32_t {
  kLAYER_NAMES_ONLY,
  kNONE,
  kDETAILED,
#if TENSORRT_UNTIL(1000)
  kDEFAULT,
  kVERBOSE,
#endif
};
#if TENSORRT_SINCE(1000)
enum class SerializationFlag : int32_t {
  kEXCLUDE_WEIGHTS,
  kEXCLUDE_LEAN_RUNTIME,
#endif
#if TENSORRT_SINCE(1000) && TENSORRT_SINCE(1016)
  kINCLUDE_REFIT,
#endif
#if TENSORRT_SINCE(1000)
};
enum class ExecutionContextAllocationStrategy : int32_t {
  kSTATIC,
  kON_PROFILE_CHANGE,
  kUSER_MANAGED,
};
#endif
#if TENSORRT_SINCE(1016)
enum class EngineStat : int32_t {
  kTOTAL_WEIGHTS_SIZE,
  kSTRIPPED_WEIGHTS_SIZE,
};
#endif
enum class LayerInformationFormat : int32_t {
  kONELINE,
  kJSON,
};
enum class LayerType : int32_t {
  kCONVOLUTION,
#if TENSORRT_UNTIL(1000)
  kFULLY_CONNECTED,
#endif
  kCAST,
  kACTIVATION,
  kPOOLING,
  kLRN,
  kSCALE,
  kSOFTMAX,
  kDECONVOLUTION,
  kCONCATENATION,
  kELEMENTWISE,
  kPLUGIN,
  kUNARY,
  kPADDING,
  kSHUFFLE,
  kREDUCE,
  kTOPK,
  kGATHER,
  kMATRIX_MULTIPLY,
  kRAGGED_SOFTMAX,
  kCONSTANT,
#if TENSORRT_UNTIL(1000)
  kRNN_V2,
#endif
  kIDENTITY,
  kPLUGIN_V2,
  kSLICE,
  kSHAPE,
  kPARAMETRIC_RELU,
  kRESIZE,
  kTRIP_LIMIT,
  kRECURRENCE,
  kITERATOR,
  kLOOP_OUTPUT,
  kSELECT,
  kFILL,
  kQUANTIZE,
  kDEQUANTIZE,
  kCONDITION,
  kCONDITIONAL_INPUT,
  kCONDITIONAL_OUTPUT,
  kSCATTER,
  kEINSUM,
  kASSERTION,
  kONE_HOT,
  kNON_ZERO,
  kGRID_SAMPLE,
  kNMS,
  kREVERSE_SEQUENCE,
  kNORMALIZATION,
#if TENSORRT_SINCE(1000)
  kPLUGIN_V3,
#endif
#if TENSORRT_SINCE(1016)
  kSQUEEZE,
  kUNSQUEEZE,
  kCUMULATIVE,
  kDYNAMIC_QUANTIZE,
  kATTENTION_INPUT,
  kATTENTION_OUTPUT,
  kROTARY_EMBEDDING,
  kKVCACHE_UPDATE,
  kMOE,
  kDIST_COLLECTIVE,
#endif
};
enum class ActivationType : int32_t {
  kRELU,
  kSIGMOID,
  kTANH,
  kLEAKY_RELU,
  kELU,
  kSELU,
  kSOFTSIGN,
  kSOFTPLUS,
  kCLIP,
  kHARD_SIGMOID,
  kSCALED_TANH,
  kTHRESHOLDED_RELU,
#if TENSORRT_SINCE(1000)
  kGELU_ERF,
  kGELU_TANH,
#endif
};
enum class PaddingMode : int32_t {
  kEXPLICIT_ROUND_DOWN,
  kEXPLICIT_ROUND_UP,
  kSAME_UPPER,
  kSAME_LOWER,
#if TENSORRT_UNTIL(1000)
  kCAFFE_ROUND_DOWN,
  kCAFFE_ROUND_UP,
#endif
};
enum class PoolingType : int32_t {
  kMAX,
  kAVERAGE,
  kMAX_AVERAGE_BLEND,
};
enum class ScaleMode : int32_t {
  kUNIFORM,
  kCHANNEL,
  kELEMENTWISE,
};
enum class ElementWiseOperation : int32_t {
  kSUM,
  kPROD,
  kMAX,
  kMIN,
  kSUB,
  kDIV,
  kPOW,
  kFLOOR_DIV,
  kAND,
  kOR,
  kXOR,
  kEQUAL,
  kGREATER,
  kLESS,
};
enum class GatherMode : int32_t {
  kDEFAULT,
  kELEMENT,
  kND,
};
#if TENSORRT_UNTIL(1000)
enum class RNNOperation : int32_t {
  kRELU,
  kTANH,
  kLSTM,
  kGRU,
};
enum class RNNDirection : int32_t {
  kUNIDIRECTION,
  kBIDIRECTION,
};
enum class RNNInputMode : int32_t {
  kLINEAR,
  kSKIP,
};
enum class RNNGateType : int32_t {
  kINPUT,
  kOUTPUT,
  kFORGET,
  kUPDATE,
  kRESET,
  kCELL,
  kHIDDEN,
};
#endif
enum class UnaryOperation : int32_t {
  kEXP,
  kLOG,
  kSQRT,
  kRECIP,
  kABS,
  kNEG,
  kSIN,
  kCOS,
  kTAN,
  kSINH,
  kCOSH,
  kASIN,
  kACOS,
  kATAN,
  kASINH,
  kACOSH,
  kATANH,
  kCEIL,
  kFLOOR,
  kERF,
  kNOT,
  kSIGN,
  kROUND,
  kISINF,
#if TENSORRT_SINCE(1016)
  kISNAN,
#endif
};
enum class ReduceOperation : int32_t {
  kSUM,
  kPROD,
  kMAX,
  kMIN,
  kAVG,
#if TENSORRT_SINCE(1016)
  kNONE,
#endif
};
#if TENSORRT_SINCE(1016)
enum class CollectiveOperation : int32_t {
  kALL_REDUCE,
  kALL_GATHER,
  kBROADCAST,
  kREDUCE,
  kREDUCE_SCATTER,
#endif
#if TENSORRT_SINCE(1016) && TENSORRT_SINCE(1100)
  kALL_TO_ALL,
  kGATHER,
  kSCATTER,
#endif
#if TENSORRT_SINCE(1016)
};
#endif
enum class SampleMode : int32_t {
  kSTRICT_BOUNDS,
#if TENSORRT_UNTIL(1000)
  kDEFAULT,
#endif
  kWRAP,
  kCLAMP,
  kFILL,
  kREFLECT,
};
enum class TopKOperation : int32_t {
  kMAX,
  kMIN,
};
enum class MatrixOperation : int32_t {
  kNONE,
  kTRANSPOSE,
  kVECTOR,
};
enum class InterpolationMode : int32_t {
  kNEAREST,
  kLINEAR,
  kCUBIC,
};
enum class ResizeCoordinateTransformation : int32_t {
  kALIGN_CORNERS,
  kASYMMETRIC,
  kHALF_PIXEL,
};
enum class ResizeSelector : int32_t {
  kFORMULA,
  kUPPER,
};
enum class ResizeRoundMode : int32_t {
  kHALF_UP,
  kHALF_DOWN,
  kFLOOR,
  kCEIL,
};
enum class LoopOutput : int32_t {
  kLAST_VALUE,
  kCONCATENATE,
  kREVERSE,
};
enum class TripLimit : int32_t {
  kCOUNT,
  kWHILE,
};
enum class FillOperation : int32_t {
  kLINSPACE,
  kRANDOM_UNIFORM,
  kRANDOM_NORMAL,
};
enum class ScatterMode : int32_t {
  kELEMENT,
  kND,
};
enum class BoundingBoxFormat : int32_t {
  kCORNER_PAIRS,
  kCENTER_SIZES,
};
#if TENSORRT_SINCE(1016)
enum class CumulativeOperation : int32_t {
  kSUM,
};
enum class AttentionNormalizationOp : int32_t {
  kNONE,
  kSOFTMAX,
};
#endif
#if TENSORRT_SINCE(1100)
enum class CausalMaskKind : int32_t {
  kNONE,
  kUPPER_LEFT,
  kLOWER_RIGHT,
};
enum class AttentionIOForm : int32_t {
  kPADDED_BHND,
  kPACKED_NHD,
};
#endif
#if TENSORRT_SINCE(1016)
enum class KVCacheMode : int32_t {
  kLINEAR,
};
enum class MoEActType : int32_t {
  kNONE,
  kSILU,
};
#endif
#if TENSORRT_UNTIL(1100)
enum class CalibrationAlgoType : int32_t {
  kLEGACY_CALIBRATION,
  kENTROPY_CALIBRATION,
  kENTROPY_CALIBRATION_2,
  kMINMAX_CALIBRATION,
};
enum class QuantizationFlag : int32_t {
  kCALIBRATE_BEFORE_FUSION,
};
#endif
#if TENSORRT_SINCE(1016)
enum class RuntimePlatform : int32_t {
  kSAME_AS_BUILD,
  kWINDOWS_AMD64,
};
#endif
enum class BuilderFlag : int32_t {
#if TENSORRT_UNTIL(1100)
  kFP16,
  kINT8,
#endif
  kDEBUG,
  kGPU_FALLBACK,
#if TENSORRT_UNTIL(1000)
  kSTRICT_TYPES,
#endif
  kREFIT,
  kDISABLE_TIMING_CACHE,
  kTF32,
  kSPARSE_WEIGHTS,
  kSAFETY_SCOPE,
#if TENSORRT_UNTIL(1100)
  kOBEY_PRECISION_CONSTRAINTS,
  kPREFER_PRECISION_CONSTRAINTS,
#endif
  kDIRECT_IO,
#if TENSORRT_UNTIL(1100)
  kREJECT_EMPTY_ALGORITHMS,
#endif
#if TENSORRT_UNTIL(1000)
  kENABLE_TACTIC_HEURISTIC,
#endif
  kVERSION_COMPATIBLE,
  kEXCLUDE_LEAN_RUNTIME,
#if TENSORRT_UNTIL(1100)
  kFP8,
#endif
#if TENSORRT_SINCE(1000)
  kERROR_ON_TIMING_CACHE_MISS,
#endif
#if TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1100)
  kBF16,
#endif
#if TENSORRT_SINCE(1000)
  kDISABLE_COMPILATION_CACHE,
  kSTRIP_PLAN,
#endif
#if TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1100)
  kWEIGHTLESS,
#endif
#if TENSORRT_SINCE(1000)
  kREFIT_IDENTICAL,
  kWEIGHT_STREAMING,
#endif
#if TENSORRT_SINCE(1016) && TENSORRT_UNTIL(1100)
  kINT4,
#endif
#if TENSORRT_SINCE(1016)
  kREFIT_INDIVIDUAL,
  kSTRICT_NANS,
  kMONITOR_MEMORY,
#endif
#if TENSORRT_SINCE(1016) && TENSORRT_UNTIL(1100)
  kFP4,
#endif
#if TENSORRT_SINCE(1016)
  kEDITABLE_TIMING_CACHE,
  kDISTRIBUTIVE_INDEPENDENCE,
#endif
};
enum class MemoryPoolType : int32_t {
  kWORKSPACE,
  kDLA_MANAGED_SRAM,
  kDLA_LOCAL_DRAM,
  kDLA_GLOBAL_DRAM,
  kTACTIC_DRAM,
#if TENSORRT_SINCE(1000)
  kTACTIC_SHARED_MEMORY,
#endif
};
enum class PreviewFeature : int32_t {
#if TENSORRT_UNTIL(1000)
  kFASTER_DYNAMIC_SHAPES_0805,
  kDISABLE_EXTERNAL_TACTIC_SOURCES_FOR_CORE_0805,
#endif
#if TENSORRT_UNTIL(1100)
  kPROFILE_SHARING_0806,
#endif
#if TENSORRT_SINCE(1016)
  kALIASED_PLUGIN_IO_10_03,
  kRUNTIME_ACTIVATION_RESIZE_10_10,
#endif
#if TENSORRT_SINCE(1016) && TENSORRT_UNTIL(1100)
  kMULTIDEVICE_RUNTIME_10_16,
#endif
};
enum class HardwareCompatibilityLevel : int32_t {
  kNONE,
  kAMPERE_PLUS,
#if TENSORRT_SINCE(1016)
  kSAME_COMPUTE_CAPABILITY,
#endif
};
#if TENSORRT_SINCE(1016)
enum class TilingOptimizationLevel : int32_t {
  kNONE,
  kFAST,
  kMODERATE,
  kFULL,
};
#endif
enum class NetworkDefinitionCreationFlag : int32_t {
#if TENSORRT_UNTIL(1100)
  kEXPLICIT_BATCH,
#endif
#if TENSORRT_UNTIL(1000)
  kEXPLICIT_PRECISION,
#endif
#if TENSORRT_SINCE(1000)
  kSTRONGLY_TYPED,
#endif
#if TENSORRT_SINCE(1016)
  kPREFER_JIT_PYTHON_PLUGINS,
  kPREFER_AOT_PYTHON_PLUGINS,
#endif
};
class IErrorRecorder;
class ILogger;
#if TENSORRT_UNTIL(1000)
class Dims32;
#endif
#if TENSORRT_SINCE(1000)
class Dims64;
class InterfaceInfo;
class IVersionedInterface;
#endif
class Dims2;
class DimsHW;
class Dims3;
class Dims4;
class PluginField;
class PluginFieldCollection;
#if TENSORRT_SINCE(1000)
class IPluginCapability;
class IPluginResource;
class IPluginCreatorInterface;
class IPluginV3;
#endif
class IGpuAllocator;
class PluginTensorDesc;
class IPluginV2;
class IPluginV2Ext;
class IPluginV2IOExt;
class IPluginCreator;
class IPluginRegistry;
#if TENSORRT_SINCE(1000)
class IProgressMonitor;
#endif
#if TENSORRT_UNTIL(1100)
class IAlgorithmSelector;
#endif
class IProfiler;
class IOutputAllocator;
#if TENSORRT_SINCE(1000)
class IDebugListener;
class IStreamReader;
#endif
#if TENSORRT_SINCE(1016)
class IStreamWriter;
class IStreamReaderV2;
class TimingCacheKey;
class TimingCacheValue;
#endif
class INoCopy;
class Weights;
class IHostMemory;
class IDimensionExpr;
class IExprBuilder;
class DimsExprs;
class DynamicPluginTensorDesc;
class IPluginV2DynamicExt;
#if TENSORRT_SINCE(1000)
class IPluginResourceContext;
class IPluginV3OneCore;
class IPluginV3OneBuild;
class IPluginV3OneRuntime;
#endif
class IRuntime;
class IRefitter;
class IOptimizationProfile;
#if TENSORRT_SINCE(1000)
class ISerializationConfig;
#endif
#if TENSORRT_SINCE(1016)
class IRuntimeConfig;
#endif
class ICudaEngine;
class IExecutionContext;
class IEngineInspector;
class ILoggerFinder;
#if TENSORRT_SINCE(1000)
class IGpuAsyncAllocator;
class IPluginCreatorV3One;
#endif
class ITensor;
class ILayer;
class IConvolutionLayer;
#if TENSORRT_UNTIL(1000)
class IFullyConnectedLayer;
#endif
class IActivationLayer;
class IPoolingLayer;
class ILRNLayer;
class IScaleLayer;
class ISoftMaxLayer;
class IConcatenationLayer;
class IDeconvolutionLayer;
class IElementWiseLayer;
class IGatherLayer;
#if TENSORRT_UNTIL(1000)
class IRNNv2Layer;
#endif
class IPluginV2Layer;
#if TENSORRT_SINCE(1000)
class IPluginV3Layer;
#endif
class IUnaryLayer;
class IReduceLayer;
class IPaddingLayer;
class Permutation;
class IShuffleLayer;
class ISliceLayer;
class IShapeLayer;
class ITopKLayer;
class IMatrixMultiplyLayer;
class INonZeroLayer;
class IRaggedSoftMaxLayer;
class IIdentityLayer;
class ICastLayer;
class IConstantLayer;
class IParametricReLULayer;
class IResizeLayer;
class ILoopBoundaryLayer;
class IIfConditionalBoundaryLayer;
class IConditionLayer;
class IIfConditionalOutputLayer;
class IIfConditionalInputLayer;
class IIfConditional;
class IRecurrenceLayer;
class ILoopOutputLayer;
class ITripLimitLayer;
class IIteratorLayer;
class ILoop;
class ISelectLayer;
class IAssertionLayer;
class IFillLayer;
class IQuantizeLayer;
class IDequantizeLayer;
#if TENSORRT_SINCE(1016)
class IDynamicQuantizeLayer;
#endif
class IEinsumLayer;
class IScatterLayer;
class IOneHotLayer;
class IGridSampleLayer;
class INMSLayer;
class IReverseSequenceLayer;
class INormalizationLayer;
#if TENSORRT_SINCE(1016)
class ISqueezeLayer;
class IUnsqueezeLayer;
class ICumulativeLayer;
class IAttentionBoundaryLayer;
class IAttentionInputLayer;
class IAttentionOutputLayer;
class IAttention;
class IRotaryEmbeddingLayer;
class IKVCacheUpdateLayer;
class IMoELayer;
class IDistCollectiveLayer;
#endif
class INetworkDefinition;
#if TENSORRT_UNTIL(1100)
class IInt8Calibrator;
class IInt8EntropyCalibrator;
class IInt8EntropyCalibrator2;
class IInt8MinMaxCalibrator;
class IInt8LegacyCalibrator;
class IAlgorithmIOInfo;
class IAlgorithmVariant;
class IAlgorithmContext;
class IAlgorithm;
#endif
class ITimingCache;
class IBuilderConfig;
class IBuilder;
using char_t = char;
using AsciiChar = char_t;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
using Dims = Dims64;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
using Dims = Dims32;
#endif
#if TENSORRT_SINCE(1000)
using InterfaceKind = const char *;
#endif
using PluginFormat = TensorFormat;
using TacticSources = uint32_t;
using TensorFormats = uint32_t;
using BuilderFlags = uint32_t;
using NetworkDefinitionCreationFlags = uint32_t;
#if TENSORRT_UNTIL(1100)
using QuantizationFlags = uint32_t;
#endif
using TempfileControlFlags = uint32_t;
#if TENSORRT_UNTIL(1000)
using ResizeMode = InterpolationMode;
using SliceMode = SampleMode;
#endif
#if TENSORRT_SINCE(1000)
using SerializationFlags = uint32_t;
#endif
using AllocatorFlags = uint32_t;
#if TENSORRT_SINCE(1000)
class IVersionedInterface {
public:
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  virtual APILanguage getAPILanguage() const noexcept;
  virtual InterfaceInfo getInterfaceInfo() const noexcept = 0;
#endif
#if TENSORRT_SINCE(1000)
  virtual ~IVersionedInterface() noexcept;
protected:
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  IVersionedInterface &operator=(IVersionedInterface &&);
#endif
#if TENSORRT_SINCE(1000)
};
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
class IErrorRecorder : public nvinfer1::IVersionedInterface {
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
class IErrorRecorder {
#endif
public:
  using ErrorDesc = const char *;
  using RefCount = int32_t;
#if TENSORRT_SINCE(1000)
  virtual InterfaceInfo getInterfaceInfo() const noexcept;
#endif
  static constexpr size_t kMAX_DESC_LENGTH{8};
  IErrorRecorder();
  virtual ~IErrorRecorder() noexcept;
  virtual int32_t getNbErrors() const noexcept = 0;
  virtual ErrorCode getErrorCode(int32_t errorIdx) const noexcept = 0;
  virtual ErrorDesc getErrorDesc(int32_t errorIdx) const noexcept = 0;
  virtual bool hasOverflowed() const noexcept = 0;
  virtual void clear() noexcept = 0;
  virtual bool reportError(ErrorCode val, ErrorDesc desc) noexcept = 0;
  virtual RefCount incRefCount() noexcept = 0;
  virtual RefCount decRefCount() noexcept = 0;
protected:
  IErrorRecorder &operator=(IErrorRecorder &&);
};
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1100))
class ILogger : public nvinfer1::IVersionedInterface {
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1100)
class ILogger {
#endif
public:
enum class Severity : int32_t {
  kINTERNAL_ERROR,
  kERROR,
  kWARNING,
  kINFO,
  kVERBOSE,
};
#if TENSORRT_SINCE(1100)
  virtual InterfaceInfo getInterfaceInfo() const noexcept;
#endif
  virtual void log(Severity severity, const AsciiChar *msg) noexcept = 0;
  ILogger();
  virtual ~ILogger() noexcept;
protected:
  ILogger &operator=(ILogger &&);
};
#if TENSORRT_UNTIL(1000)
class Dims32 {
public:
  static constexpr int32_t MAX_DIMS{8};
#endif
#if TENSORRT_UNTIL(1000) && (TENSORRT_UNTIL(1000))
  int32_t nbDims;
  int32_t d[8];
#endif
#if TENSORRT_UNTIL(1000)
};
#endif
#if TENSORRT_SINCE(1000)
class Dims64 {
public:
  static constexpr int32_t MAX_DIMS{8};
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  int32_t nbDims;
  int64_t d[8];
#endif
#if TENSORRT_SINCE(1000)
};
class InterfaceInfo {
public:
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  InterfaceKind kind;
  int32_t major;
  int32_t minor;
#endif
#if TENSORRT_SINCE(1000)
};
#endif
class Dims2 : public nvinfer1::Dims {
public:
  Dims2();
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  Dims2(int64_t d0, int64_t d1);
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  Dims2(int32_t d0, int32_t d1);
#endif
};
class DimsHW : public nvinfer1::Dims2 {
public:
  DimsHW();
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  DimsHW(int64_t height, int64_t width);
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  DimsHW(int32_t height, int32_t width);
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  int64_t h() const;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  int32_t h() const;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  int64_t w() const;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  int32_t w() const;
#endif
};
class Dims3 : public nvinfer1::Dims2 {
public:
  Dims3();
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  Dims3(int64_t d0, int64_t d1, int64_t d2);
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  Dims3(int32_t d0, int32_t d1, int32_t d2);
#endif
};
class Dims4 : public nvinfer1::Dims3 {
public:
  Dims4();
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  Dims4(int64_t d0, int64_t d1, int64_t d2, int64_t d3);
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  Dims4(int32_t d0, int32_t d1, int32_t d2, int32_t d3);
#endif
};
class PluginField {
public:
  const AsciiChar *name;
  const void *data;
  PluginFieldType type;
  int32_t length;
  PluginField(const AsciiChar *const name_ = nullptr, const void *const data_ = nullptr, const PluginFieldType type_ = PluginFieldType::kUNKNOWN, const int32_t length_ = 0);
};
class PluginFieldCollection {
public:
  int32_t nbFields;
  const PluginField *fields;
};
#if TENSORRT_SINCE(1000)
class IPluginCapability : public nvinfer1::IVersionedInterface {
public:
};
class IPluginResource : public nvinfer1::IVersionedInterface {
public:
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  virtual InterfaceInfo getInterfaceInfo() const noexcept;
  virtual int32_t release() noexcept = 0;
  virtual IPluginResource *clone() noexcept = 0;
#endif
#if TENSORRT_SINCE(1000)
  virtual ~IPluginResource() noexcept;
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  IPluginResource();
  IPluginResource(IPluginResource &&);
  IPluginResource &operator=(IPluginResource &&);
#endif
#if TENSORRT_SINCE(1000)
};
class IPluginCreatorInterface : public nvinfer1::IVersionedInterface {
public:
  virtual ~IPluginCreatorInterface() noexcept;
protected:
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  IPluginCreatorInterface &operator=(IPluginCreatorInterface &&);
#endif
#if TENSORRT_SINCE(1000)
};
class IPluginV3 : public nvinfer1::IVersionedInterface {
public:
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  virtual InterfaceInfo getInterfaceInfo() const noexcept;
  virtual IPluginCapability *getCapabilityInterface(PluginCapabilityType type) noexcept = 0;
  virtual IPluginV3 *clone() noexcept = 0;
#endif
#if TENSORRT_SINCE(1000)
};
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
class IGpuAllocator : public nvinfer1::IVersionedInterface {
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
class IGpuAllocator {
#endif
public:
  virtual void *allocate(const uint64_t size, const uint64_t alignment, const AllocatorFlags flags) noexcept = 0;
#if TENSORRT_UNTIL(1000)
  virtual void free(void *const memory) noexcept = 0;
#endif
  virtual ~IGpuAllocator() noexcept;
  IGpuAllocator();
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  virtual void *reallocate(void *const, uint64_t, uint64_t) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  virtual void *reallocate(void *, uint64_t, uint64_t) noexcept;
#endif
  virtual bool deallocate(void *const memory) noexcept;
#if TENSORRT_SINCE(1000)
  virtual void *allocateAsync(const uint64_t size, const uint64_t alignment, const AllocatorFlags flags, cudaStream_t) noexcept;
  virtual bool deallocateAsync(void *const memory, cudaStream_t) noexcept;
  virtual InterfaceInfo getInterfaceInfo() const noexcept;
#endif
protected:
  IGpuAllocator &operator=(IGpuAllocator &&);
};
class PluginTensorDesc {
public:
  Dims dims;
  DataType type;
  TensorFormat format;
  float scale;
};
class IPluginV2 {
public:
  virtual int32_t getTensorRTVersion() const noexcept;
  virtual const AsciiChar *getPluginType() const noexcept = 0;
  virtual const AsciiChar *getPluginVersion() const noexcept = 0;
  virtual int32_t getNbOutputs() const noexcept = 0;
  virtual Dims getOutputDimensions(int32_t index, const Dims *inputs, int32_t nbInputDims) noexcept;
  virtual bool supportsFormat(DataType type, PluginFormat format) const noexcept;
  virtual void configureWithFormat(const Dims *inputDims, int32_t nbInputs, const Dims *outputDims, int32_t nbOutputs, DataType type, PluginFormat format, int32_t maxBatchSize) noexcept;
  virtual int32_t initialize() noexcept = 0;
  virtual void terminate() noexcept = 0;
  virtual size_t getWorkspaceSize(int32_t maxBatchSize) const noexcept;
  virtual int32_t enqueue(int32_t batchSize, const void *const *inputs, void *const *outputs, void *workspace, cudaStream_t stream) noexcept;
  virtual size_t getSerializationSize() const noexcept = 0;
  virtual void serialize(void *buffer) const noexcept = 0;
  virtual void destroy() noexcept = 0;
  virtual IPluginV2 *clone() const noexcept = 0;
  virtual void setPluginNamespace(const AsciiChar *pluginNamespace) noexcept = 0;
  virtual const AsciiChar *getPluginNamespace() const noexcept = 0;
  IPluginV2();
  virtual ~IPluginV2() noexcept;
protected:
  IPluginV2 &operator=(IPluginV2 &&);
};
class IPluginV2Ext : public nvinfer1::IPluginV2 {
public:
  virtual nvinfer1::DataType getOutputDataType(int32_t index, const nvinfer1::DataType *inputTypes, int32_t nbInputs) const noexcept = 0;
#if TENSORRT_UNTIL(1100)
  virtual bool isOutputBroadcastAcrossBatch(int32_t outputIndex, const bool *inputIsBroadcasted, int32_t nbInputs) const noexcept;
  virtual bool canBroadcastInputAcrossBatch(int32_t inputIndex) const noexcept;
#endif
  virtual void configurePlugin(const Dims *inputDims, int32_t nbInputs, const Dims *outputDims, int32_t nbOutputs, const DataType *inputTypes, const DataType *outputTypes, const bool *inputIsBroadcast, const bool *outputIsBroadcast, PluginFormat floatFormat, int32_t maxBatchSize) noexcept;
  IPluginV2Ext();
  virtual ~IPluginV2Ext() noexcept;
  virtual void attachToContext(cudnnContext *, cublasContext *, IGpuAllocator *) noexcept;
  virtual void detachFromContext() noexcept;
  virtual IPluginV2Ext *clone() const noexcept = 0;
protected:
  IPluginV2Ext &operator=(IPluginV2Ext &&);
  virtual int32_t getTensorRTVersion() const noexcept;
  virtual void configureWithFormat(const Dims *, int32_t, const Dims *, int32_t, DataType, PluginFormat, int32_t) noexcept;
};
class IPluginV2IOExt : public nvinfer1::IPluginV2Ext {
public:
  virtual void configurePlugin(const PluginTensorDesc *in, int32_t nbInput, const PluginTensorDesc *out, int32_t nbOutput) noexcept;
  virtual bool supportsFormatCombination(int32_t pos, const PluginTensorDesc *inOut, int32_t nbInputs, int32_t nbOutputs) const noexcept = 0;
  IPluginV2IOExt();
  virtual ~IPluginV2IOExt() noexcept;
protected:
  IPluginV2IOExt &operator=(IPluginV2IOExt &&);
  virtual int32_t getTensorRTVersion() const noexcept;
};
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
class IPluginCreator : public nvinfer1::IPluginCreatorInterface {
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
class IPluginCreator {
#endif
public:
#if TENSORRT_UNTIL(1000)
  virtual int32_t getTensorRTVersion() const noexcept;
#endif
  virtual const AsciiChar *getPluginName() const noexcept = 0;
  virtual const AsciiChar *getPluginVersion() const noexcept = 0;
  virtual const PluginFieldCollection *getFieldNames() noexcept = 0;
  virtual IPluginV2 *createPlugin(const AsciiChar *name, const PluginFieldCollection *fc) noexcept = 0;
  virtual IPluginV2 *deserializePlugin(const AsciiChar *name, const void *serialData, size_t serialLength) noexcept = 0;
  virtual void setPluginNamespace(const AsciiChar *pluginNamespace) noexcept = 0;
  virtual const AsciiChar *getPluginNamespace() const noexcept = 0;
  IPluginCreator();
  virtual ~IPluginCreator() noexcept;
#if TENSORRT_SINCE(1000)
  virtual InterfaceInfo getInterfaceInfo() const noexcept;
#endif
protected:
  IPluginCreator &operator=(IPluginCreator &&);
};
class IPluginRegistry {
public:
  using PluginLibraryHandle = void *;
  IPluginRegistry();
  IPluginRegistry(IPluginRegistry &&);
  IPluginRegistry &operator=(IPluginRegistry &&);
  virtual void setErrorRecorder(IErrorRecorder *const recorder) noexcept = 0;
  virtual IErrorRecorder *getErrorRecorder() const noexcept = 0;
  virtual bool isParentSearchEnabled() const = 0;
  virtual void setParentSearchEnabled(const bool enabled) = 0;
  virtual PluginLibraryHandle loadLibrary(const AsciiChar *pluginPath) noexcept = 0;
  virtual void deregisterLibrary(PluginLibraryHandle handle) noexcept = 0;
#if TENSORRT_SINCE(1000)
  virtual bool registerCreator(IPluginCreatorInterface &creator, const AsciiChar *const pluginNamespace) noexcept = 0;
#endif
#if TENSORRT_UNTIL(1100)
  virtual bool registerCreator(IPluginCreator &creator, const AsciiChar *const pluginNamespace) noexcept = 0;
  virtual IPluginCreator *const *getPluginCreatorList(int32_t *const numCreators) const noexcept = 0;
  virtual IPluginCreator *getPluginCreator(const AsciiChar *const pluginName, const AsciiChar *const pluginVersion, const AsciiChar *const pluginNamespace = "") noexcept = 0;
#endif
#if TENSORRT_SINCE(1000)
  virtual IPluginCreatorInterface *const *getAllCreators(int32_t *const numCreators) const noexcept = 0;
  virtual IPluginCreatorInterface *getCreator(const AsciiChar *const pluginName, const AsciiChar *const pluginVersion, const AsciiChar *const pluginNamespace = "") noexcept = 0;
  virtual bool deregisterCreator(const IPluginCreatorInterface &creator) noexcept = 0;
#endif
#if TENSORRT_UNTIL(1100)
  virtual bool deregisterCreator(const IPluginCreator &creator) noexcept = 0;
#endif
#if TENSORRT_SINCE(1000)
  virtual IPluginResource *acquirePluginResource(const AsciiChar *key, IPluginResource *resource) noexcept = 0;
  virtual int32_t releasePluginResource(const AsciiChar *key) noexcept = 0;
#endif
#if TENSORRT_SINCE(1016)
  virtual IPluginCreatorInterface *const *getAllCreatorsRecursive(int32_t *const numCreators) noexcept = 0;
#endif
};
#if TENSORRT_SINCE(1000)
class IProgressMonitor : public nvinfer1::IVersionedInterface {
public:
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  IProgressMonitor();
#endif
#if TENSORRT_SINCE(1000)
  virtual ~IProgressMonitor() noexcept;
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  virtual InterfaceInfo getInterfaceInfo() const noexcept;
  virtual void phaseStart(const char *phaseName, const char *parentPhase, int32_t nbSteps) noexcept = 0;
  virtual bool stepComplete(const char *phaseName, int32_t step) noexcept = 0;
  virtual void phaseFinish(const char *phaseName) noexcept = 0;
#endif
#if TENSORRT_SINCE(1000)
};
#endif
#if TENSORRT_UNTIL(1100) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1100)))
class IAlgorithmSelector : public nvinfer1::IVersionedInterface {
#endif
#if TENSORRT_UNTIL(1100) && (TENSORRT_ONLY && TENSORRT_UNTIL(1000))
class IAlgorithmSelector {
#endif
#if TENSORRT_UNTIL(1100)
public:
#endif
#if TENSORRT_UNTIL(1100) && (TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1100))
  virtual InterfaceInfo getInterfaceInfo() const noexcept;
#endif
#if TENSORRT_UNTIL(1100) && (TENSORRT_UNTIL(1100))
  virtual int32_t selectAlgorithms(const IAlgorithmContext &context, const IAlgorithm *const *choices, int32_t nbChoices, int32_t *selection) noexcept = 0;
  virtual void reportAlgorithms(const IAlgorithmContext *const *algoContexts, const IAlgorithm *const *algoChoices, int32_t nbAlgorithms) noexcept = 0;
#endif
#if TENSORRT_UNTIL(1100)
  virtual ~IAlgorithmSelector() noexcept;
};
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1100))
class IProfiler : public nvinfer1::IVersionedInterface {
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1100)
class IProfiler {
#endif
public:
#if TENSORRT_SINCE(1100)
  virtual InterfaceInfo getInterfaceInfo() const noexcept;
#endif
  virtual void reportLayerTime(const char *layerName, float ms) noexcept = 0;
  virtual ~IProfiler() noexcept;
};
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
class IOutputAllocator : public nvinfer1::IVersionedInterface {
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
class IOutputAllocator {
#endif
public:
#if TENSORRT_UNTIL(1000)
  virtual int32_t getInterfaceVersion() const noexcept;
#endif
#if TENSORRT_SINCE(1000)
  virtual InterfaceInfo getInterfaceInfo() const noexcept;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1100))
  virtual void *reallocateOutput(const char *, void *, uint64_t, uint64_t) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1100)
  virtual void *reallocateOutput(const char *tensorName, void *currentMemory, uint64_t size, uint64_t alignment) noexcept;
#endif
#if TENSORRT_SINCE(1000)
  virtual void *reallocateOutputAsync(const char *tensorName, void *currentMemory, uint64_t size, uint64_t alignment, cudaStream_t);
#endif
  virtual void notifyShape(const char *tensorName, const Dims &dims) noexcept = 0;
  virtual ~IOutputAllocator();
};
#if TENSORRT_SINCE(1000)
class IDebugListener : public nvinfer1::IVersionedInterface {
public:
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  virtual InterfaceInfo getInterfaceInfo() const noexcept;
  virtual bool processDebugTensor(const void *addr, TensorLocation location, DataType type, const Dims &shape, const char *name, cudaStream_t stream) = 0;
#endif
#if TENSORRT_SINCE(1000)
  virtual ~IDebugListener() noexcept;
};
class IStreamReader : public nvinfer1::IVersionedInterface {
public:
  virtual ~IStreamReader() noexcept;
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  IStreamReader();
  virtual InterfaceInfo getInterfaceInfo() const noexcept;
  virtual int64_t read(void *destination, int64_t nbBytes) = 0;
#endif
#if TENSORRT_SINCE(1000)
protected:
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  IStreamReader &operator=(IStreamReader &&);
#endif
#if TENSORRT_SINCE(1000)
};
#endif
#if TENSORRT_SINCE(1016)
class IStreamWriter : public nvinfer1::IVersionedInterface {
public:
  virtual ~IStreamWriter() noexcept;
#endif
#if TENSORRT_SINCE(1016) && (TENSORRT_SINCE(1016))
  IStreamWriter();
  virtual InterfaceInfo getInterfaceInfo() const noexcept;
  virtual int64_t write(const void *data, int64_t nbBytes) = 0;
#endif
#if TENSORRT_SINCE(1016)
protected:
#endif
#if TENSORRT_SINCE(1016) && (TENSORRT_SINCE(1016))
  IStreamWriter &operator=(IStreamWriter &&);
#endif
#if TENSORRT_SINCE(1016)
};
class IStreamReaderV2 : public nvinfer1::IVersionedInterface {
public:
  virtual ~IStreamReaderV2() noexcept;
#endif
#if TENSORRT_SINCE(1016) && (TENSORRT_SINCE(1016))
  IStreamReaderV2();
  virtual InterfaceInfo getInterfaceInfo() const noexcept;
  virtual int64_t read(void *destination, int64_t nbBytes, cudaStream_t stream) noexcept = 0;
  virtual bool seek(int64_t offset, SeekPosition where) noexcept = 0;
#endif
#if TENSORRT_SINCE(1016)
protected:
#endif
#if TENSORRT_SINCE(1016) && (TENSORRT_SINCE(1016))
  IStreamReaderV2 &operator=(IStreamReaderV2 &&);
#endif
#if TENSORRT_SINCE(1016)
};
class TimingCacheKey {
public:
#endif
#if TENSORRT_SINCE(1016) && (TENSORRT_SINCE(1016))
  uint8_t data[16];
#endif
#if TENSORRT_SINCE(1016)
};
class TimingCacheValue {
public:
#endif
#if TENSORRT_SINCE(1016) && (TENSORRT_SINCE(1016))
  uint64_t tacticHash;
  float timingMSec;
#endif
#if TENSORRT_SINCE(1016)
  static constexpr uint64_t kINVALID_TACTIC_HASH{8};
};
#endif
class INoCopy {
public:
protected:
  INoCopy &operator=(INoCopy &&other);
};
class Weights {
public:
  DataType type;
  const void *values;
  int64_t count;
};
class IHostMemory : public nvinfer1::INoCopy {
public:
  virtual ~IHostMemory() noexcept;
  void *data() const noexcept;
  std::size_t size() const noexcept;
  DataType type() const noexcept;
#if TENSORRT_UNTIL(1000)
  void destroy() noexcept;
#endif
};
class IDimensionExpr : public nvinfer1::INoCopy {
public:
  bool isConstant() const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  int64_t getConstantValue() const noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  int32_t getConstantValue() const noexcept;
#endif
#if TENSORRT_SINCE(1000)
  bool isSizeTensor() const noexcept;
#endif
};
class IExprBuilder : public nvinfer1::INoCopy {
public:
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  const IDimensionExpr *constant(int64_t value) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  const IDimensionExpr *constant(int32_t value) noexcept;
#endif
  const IDimensionExpr *operation(DimensionOperation op, const IDimensionExpr &first, const IDimensionExpr &second) noexcept;
#if TENSORRT_SINCE(1000)
  const IDimensionExpr *declareSizeTensor(int32_t outputIndex, const IDimensionExpr &opt, const IDimensionExpr &upper);
#endif
};
class DimsExprs {
public:
  int32_t nbDims;
  const IDimensionExpr * d[8];
};
class DynamicPluginTensorDesc {
public:
  PluginTensorDesc desc;
  Dims min;
  Dims max;
#if TENSORRT_SINCE(1000)
  Dims opt;
#endif
};
class IPluginV2DynamicExt : public nvinfer1::IPluginV2Ext {
public:
  virtual IPluginV2DynamicExt *clone() const noexcept = 0;
  virtual DimsExprs getOutputDimensions(int32_t outputIndex, const DimsExprs *inputs, int32_t nbInputs, IExprBuilder &exprBuilder) noexcept;
  static constexpr int32_t kFORMAT_COMBINATION_LIMIT{8};
  virtual bool supportsFormatCombination(int32_t pos, const PluginTensorDesc *inOut, int32_t nbInputs, int32_t nbOutputs) noexcept = 0;
  virtual void configurePlugin(const DynamicPluginTensorDesc *in, int32_t nbInputs, const DynamicPluginTensorDesc *out, int32_t nbOutputs) noexcept;
  virtual size_t getWorkspaceSize(const PluginTensorDesc *inputs, int32_t nbInputs, const PluginTensorDesc *outputs, int32_t nbOutputs) const noexcept;
  virtual int32_t enqueue(const PluginTensorDesc *inputDesc, const PluginTensorDesc *outputDesc, const void *const *inputs, void *const *outputs, void *workspace, cudaStream_t stream) noexcept;
protected:
  virtual int32_t getTensorRTVersion() const noexcept;
};
#if TENSORRT_SINCE(1000)
class IPluginResourceContext {
public:
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  virtual IGpuAllocator *getGpuAllocator() const noexcept = 0;
  virtual IErrorRecorder *getErrorRecorder() const noexcept = 0;
#endif
#if TENSORRT_SINCE(1000)
  virtual ~IPluginResourceContext() noexcept;
protected:
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  IPluginResourceContext &operator=(IPluginResourceContext &&);
#endif
#if TENSORRT_SINCE(1000)
};
class IPluginV3OneCore : public nvinfer1::IPluginCapability {
public:
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  virtual InterfaceInfo getInterfaceInfo() const noexcept;
  virtual const AsciiChar *getPluginName() const noexcept = 0;
  virtual const AsciiChar *getPluginVersion() const noexcept = 0;
  virtual const AsciiChar *getPluginNamespace() const noexcept = 0;
#endif
#if TENSORRT_SINCE(1000)
};
class IPluginV3OneBuild : public nvinfer1::IPluginCapability {
public:
  static constexpr int32_t kDEFAULT_FORMAT_COMBINATION_LIMIT{8};
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  virtual InterfaceInfo getInterfaceInfo() const noexcept;
  virtual int32_t configurePlugin(const DynamicPluginTensorDesc *in, int32_t nbInputs, const DynamicPluginTensorDesc *out, int32_t nbOutputs) noexcept;
  virtual int32_t getOutputDataTypes(DataType *outputTypes, int32_t nbOutputs, const DataType *inputTypes, int32_t nbInputs) const noexcept = 0;
  virtual int32_t getOutputShapes(const DimsExprs *inputs, int32_t nbInputs, const DimsExprs *shapeInputs, int32_t nbShapeInputs, DimsExprs *outputs, int32_t nbOutputs, IExprBuilder &exprBuilder) noexcept = 0;
  virtual bool supportsFormatCombination(int32_t pos, const DynamicPluginTensorDesc *inOut, int32_t nbInputs, int32_t nbOutputs) noexcept = 0;
  virtual int32_t getNbOutputs() const noexcept = 0;
#endif
#if TENSORRT_SINCE(1000) && ((TENSORRT_SINCE(1000)) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1100))))
  virtual size_t getWorkspaceSize(const DynamicPluginTensorDesc *, int32_t, const DynamicPluginTensorDesc *, int32_t) const noexcept;
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_ONLY && TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1100))
  virtual size_t getWorkspaceSize(const DynamicPluginTensorDesc *inputs, int32_t nbInputs, const DynamicPluginTensorDesc *outputs, int32_t nbOutputs) const noexcept;
#endif
#if TENSORRT_SINCE(1000) && ((TENSORRT_SINCE(1000)) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1100))))
  virtual int32_t getValidTactics(int32_t *, int32_t) noexcept;
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_ONLY && TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1100))
  virtual int32_t getValidTactics(int32_t *tactics, int32_t nbTactics) noexcept;
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  virtual int32_t getNbTactics() noexcept;
  virtual const char *getTimingCacheID() noexcept;
  virtual int32_t getFormatCombinationLimit() noexcept;
  virtual const char *getMetadataString() noexcept;
#endif
#if TENSORRT_SINCE(1000) && ((TENSORRT_SINCE(1016)) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1100))))
  virtual int32_t getAliasedInput(int32_t) noexcept;
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_ONLY && TENSORRT_SINCE(1016) && TENSORRT_UNTIL(1100))
  virtual int32_t getAliasedInput(int32_t outputIndex) noexcept;
#endif
#if TENSORRT_SINCE(1000)
};
class IPluginV3OneRuntime : public nvinfer1::IPluginCapability {
public:
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  virtual InterfaceInfo getInterfaceInfo() const noexcept;
#endif
#if TENSORRT_SINCE(1000) && ((TENSORRT_SINCE(1000)) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1100))))
  virtual int32_t setTactic(int32_t) noexcept;
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_ONLY && TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1100))
  virtual int32_t setTactic(int32_t tactic) noexcept;
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  virtual int32_t onShapeChange(const PluginTensorDesc *in, int32_t nbInputs, const PluginTensorDesc *out, int32_t nbOutputs) noexcept = 0;
  virtual int32_t enqueue(const PluginTensorDesc *inputDesc, const PluginTensorDesc *outputDesc, const void *const *inputs, void *const *outputs, void *workspace, cudaStream_t stream) noexcept;
  virtual IPluginV3 *attachToContext(IPluginResourceContext *context) noexcept = 0;
  virtual const PluginFieldCollection *getFieldsToSerialize() noexcept = 0;
#endif
#if TENSORRT_SINCE(1000)
};
#endif
class IRuntime : public nvinfer1::INoCopy {
public:
  virtual ~IRuntime() noexcept;
  void setDLACore(int32_t dlaCore) noexcept;
  int32_t getDLACore() const noexcept;
  int32_t getNbDLACores() const noexcept;
#if TENSORRT_UNTIL(1000)
  void destroy() noexcept;
#endif
  void setGpuAllocator(IGpuAllocator *allocator) noexcept;
  void setErrorRecorder(IErrorRecorder *recorder) noexcept;
  IErrorRecorder *getErrorRecorder() const noexcept;
  ICudaEngine *deserializeCudaEngine(const void *blob, std::size_t size) noexcept;
#if TENSORRT_SINCE(1016)
  ICudaEngine *deserializeCudaEngine(IStreamReaderV2 &streamReader);
#endif
#if TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1100)
  ICudaEngine *deserializeCudaEngine(IStreamReader &streamReader);
#endif
#if TENSORRT_UNTIL(1000)
  nvinfer1::ICudaEngine *deserializeCudaEngine(const void *blob, std::size_t size, IPluginFactory *pluginFactory) noexcept;
#endif
  ILogger *getLogger() const noexcept;
  bool setMaxThreads(int32_t maxThreads) noexcept;
  int32_t getMaxThreads() const noexcept;
  void setTemporaryDirectory(const char *path) noexcept;
  const char *getTemporaryDirectory() const noexcept;
  void setTempfileControlFlags(TempfileControlFlags flags) noexcept;
  TempfileControlFlags getTempfileControlFlags() const noexcept;
  IPluginRegistry &getPluginRegistry() noexcept;
  IRuntime *loadRuntime(const char *path) noexcept;
  void setEngineHostCodeAllowed(bool allowed) noexcept;
  bool getEngineHostCodeAllowed() const noexcept;
};
class IRefitter : public nvinfer1::INoCopy {
public:
  virtual ~IRefitter() noexcept;
  bool setWeights(const char *layerName, WeightsRole role, Weights weights) noexcept;
  bool refitCudaEngine() noexcept;
  int32_t getMissing(int32_t size, const char **layerNames, WeightsRole *roles) noexcept;
  int32_t getAll(int32_t size, const char **layerNames, WeightsRole *roles) noexcept;
#if TENSORRT_UNTIL(1000)
  void destroy() noexcept;
#endif
#if TENSORRT_UNTIL(1100)
  bool setDynamicRange(const char *tensorName, float min, float max) noexcept;
  float getDynamicRangeMin(const char *tensorName) const noexcept;
  float getDynamicRangeMax(const char *tensorName) const noexcept;
  int32_t getTensorsWithDynamicRange(int32_t size, const char **tensorNames) const noexcept;
#endif
  void setErrorRecorder(IErrorRecorder *recorder) noexcept;
  IErrorRecorder *getErrorRecorder() const noexcept;
  bool setNamedWeights(const char *name, Weights weights) noexcept;
#if TENSORRT_SINCE(1000)
  bool setNamedWeights(const char *name, Weights weights, TensorLocation location) noexcept;
#endif
  int32_t getMissingWeights(int32_t size, const char **weightsNames) noexcept;
  int32_t getAllWeights(int32_t size, const char **weightsNames) noexcept;
  ILogger *getLogger() const noexcept;
  bool setMaxThreads(int32_t maxThreads) noexcept;
  int32_t getMaxThreads() const noexcept;
#if TENSORRT_SINCE(1000)
  Weights getNamedWeights(const char *weightsName) const noexcept;
  TensorLocation getWeightsLocation(const char *weightsName) const noexcept;
  bool unsetNamedWeights(const char *weightsName) noexcept;
  void setWeightsValidation(bool weightsValidation) noexcept;
  bool getWeightsValidation() const noexcept;
  bool refitCudaEngineAsync(cudaStream_t stream) noexcept;
  Weights getWeightsPrototype(const char *weightsName) const noexcept;
#endif
};
class IOptimizationProfile : public nvinfer1::INoCopy {
public:
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  bool setDimensions(const char *inputName, OptProfileSelector select, const Dims &dims) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  bool setDimensions(const char *inputName, OptProfileSelector select, Dims dims) noexcept;
#endif
  Dims getDimensions(const char *inputName, OptProfileSelector select) const noexcept;
#if TENSORRT_UNTIL(1100)
  bool setShapeValues(const char *inputName, OptProfileSelector select, const int32_t *values, int32_t nbValues) noexcept;
#endif
  int32_t getNbShapeValues(const char *inputName) const noexcept;
#if TENSORRT_UNTIL(1100)
  const int32_t *getShapeValues(const char *inputName, OptProfileSelector select) const noexcept;
#endif
  bool setExtraMemoryTarget(float target) noexcept;
  float getExtraMemoryTarget() const noexcept;
  bool isValid() const noexcept;
#if TENSORRT_SINCE(1016)
  bool setShapeValuesV2(const char *inputName, OptProfileSelector select, const int64_t *values, int32_t nbValues) noexcept;
  const int64_t *getShapeValuesV2(const char *inputName, OptProfileSelector select) const noexcept;
#endif
};
#if TENSORRT_SINCE(1000)
class ISerializationConfig : public nvinfer1::INoCopy {
public:
  virtual ~ISerializationConfig() noexcept;
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  bool setFlags(SerializationFlags serializationFlags) noexcept;
  SerializationFlags getFlags() const noexcept;
  bool clearFlag(SerializationFlag serializationFlag) noexcept;
  bool setFlag(SerializationFlag serializationFlag) noexcept;
  bool getFlag(SerializationFlag serializationFlag) const noexcept;
#endif
#if TENSORRT_SINCE(1000)
};
#endif
#if TENSORRT_SINCE(1016)
class IRuntimeConfig : public nvinfer1::INoCopy {
public:
  virtual ~IRuntimeConfig() noexcept;
#endif
#if TENSORRT_SINCE(1016) && (TENSORRT_SINCE(1016))
  void setExecutionContextAllocationStrategy(ExecutionContextAllocationStrategy strategy) noexcept;
  ExecutionContextAllocationStrategy getExecutionContextAllocationStrategy() const noexcept;
#endif
#if TENSORRT_SINCE(1016)
};
#endif
class ICudaEngine : public nvinfer1::INoCopy {
public:
  virtual ~ICudaEngine() noexcept;
#if TENSORRT_UNTIL(1000)
  int32_t getNbBindings() const noexcept;
  int32_t getBindingIndex(const char *name) const noexcept;
  const char *getBindingName(int32_t bindingIndex) const noexcept;
  bool bindingIsInput(int32_t bindingIndex) const noexcept;
  Dims getBindingDimensions(int32_t bindingIndex) const noexcept;
#endif
  Dims getTensorShape(const char *tensorName) const noexcept;
#if TENSORRT_UNTIL(1000)
  DataType getBindingDataType(int32_t bindingIndex) const noexcept;
#endif
  DataType getTensorDataType(const char *tensorName) const noexcept;
#if TENSORRT_UNTIL(1000)
  int32_t getMaxBatchSize() const noexcept;
#endif
  int32_t getNbLayers() const noexcept;
  IHostMemory *serialize() const noexcept;
#if TENSORRT_SINCE(1000)
  IExecutionContext *createExecutionContext(ExecutionContextAllocationStrategy strategy = ExecutionContextAllocationStrategy::kSTATIC) noexcept;
#endif
#if TENSORRT_SINCE(1016)
  IExecutionContext *createExecutionContext(IRuntimeConfig *runtimeConfig) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  IExecutionContext *createExecutionContext() noexcept;
#endif
#if TENSORRT_UNTIL(1000)
  void destroy() noexcept;
  TensorLocation getLocation(int32_t bindingIndex) const noexcept;
#endif
  TensorLocation getTensorLocation(const char *tensorName) const noexcept;
  bool isShapeInferenceIO(const char *tensorName) const noexcept;
  TensorIOMode getTensorIOMode(const char *tensorName) const noexcept;
#if TENSORRT_SINCE(1016)
  const char *getAliasedInputTensor(const char *tensorName) const noexcept;
#endif
#if TENSORRT_UNTIL(1100)
  IExecutionContext *createExecutionContextWithoutDeviceMemory() noexcept;
#endif
#if TENSORRT_SINCE(1016)
  IRuntimeConfig *createRuntimeConfig() noexcept;
#endif
#if TENSORRT_UNTIL(1100)
  size_t getDeviceMemorySize() const noexcept;
#endif
#if TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1100)
  size_t getDeviceMemorySizeForProfile(int32_t profileIndex) const noexcept;
#endif
#if TENSORRT_SINCE(1016)
  int64_t getDeviceMemorySizeV2() const noexcept;
  int64_t getDeviceMemorySizeForProfileV2(int32_t profileIndex) const noexcept;
#endif
  bool isRefittable() const noexcept;
#if TENSORRT_UNTIL(1000)
  int32_t getBindingBytesPerComponent(int32_t bindingIndex) const noexcept;
#endif
  int32_t getTensorBytesPerComponent(const char *tensorName) const noexcept;
  int32_t getTensorBytesPerComponent(const char *tensorName, int32_t profileIndex) const noexcept;
#if TENSORRT_UNTIL(1000)
  int32_t getBindingComponentsPerElement(int32_t bindingIndex) const noexcept;
#endif
  int32_t getTensorComponentsPerElement(const char *tensorName) const noexcept;
  int32_t getTensorComponentsPerElement(const char *tensorName, int32_t profileIndex) const noexcept;
#if TENSORRT_UNTIL(1000)
  TensorFormat getBindingFormat(int32_t bindingIndex) const noexcept;
#endif
  TensorFormat getTensorFormat(const char *tensorName) const noexcept;
  TensorFormat getTensorFormat(const char *tensorName, int32_t profileIndex) const noexcept;
#if TENSORRT_UNTIL(1000)
  const char *getBindingFormatDesc(int32_t bindingIndex) const noexcept;
#endif
  const char *getTensorFormatDesc(const char *tensorName) const noexcept;
  const char *getTensorFormatDesc(const char *tensorName, int32_t profileIndex) const noexcept;
#if TENSORRT_UNTIL(1000)
  int32_t getBindingVectorizedDim(int32_t bindingIndex) const noexcept;
#endif
  int32_t getTensorVectorizedDim(const char *tensorName) const noexcept;
  int32_t getTensorVectorizedDim(const char *tensorName, int32_t profileIndex) const noexcept;
  const char *getName() const noexcept;
  int32_t getNbOptimizationProfiles() const noexcept;
#if TENSORRT_UNTIL(1000)
  Dims getProfileDimensions(int32_t bindingIndex, int32_t profileIndex, OptProfileSelector select) const noexcept;
#endif
  Dims getProfileShape(const char *tensorName, int32_t profileIndex, OptProfileSelector select) const noexcept;
#if TENSORRT_UNTIL(1000)
  const int32_t *getProfileShapeValues(int32_t profileIndex, int32_t inputIndex, OptProfileSelector select) const noexcept;
  bool isShapeBinding(int32_t bindingIndex) const noexcept;
  bool isExecutionBinding(int32_t bindingIndex) const noexcept;
#endif
#if TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1100)
  const int32_t *getProfileTensorValues(const char *tensorName, int32_t profileIndex, OptProfileSelector select) const noexcept;
#endif
  EngineCapability getEngineCapability() const noexcept;
  void setErrorRecorder(IErrorRecorder *recorder) noexcept;
  IErrorRecorder *getErrorRecorder() const noexcept;
#if TENSORRT_UNTIL(1100)
  bool hasImplicitBatchDimension() const noexcept;
#endif
  TacticSources getTacticSources() const noexcept;
  ProfilingVerbosity getProfilingVerbosity() const noexcept;
  IEngineInspector *createEngineInspector() const noexcept;
  int32_t getNbIOTensors() const noexcept;
  const char *getIOTensorName(int32_t index) const noexcept;
  HardwareCompatibilityLevel getHardwareCompatibilityLevel() const noexcept;
  int32_t getNbAuxStreams() const noexcept;
#if TENSORRT_SINCE(1000)
  ISerializationConfig *createSerializationConfig() noexcept;
  IHostMemory *serializeWithConfig(ISerializationConfig &config) const noexcept;
#endif
#if TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1100)
  bool setWeightStreamingBudget(int64_t gpuMemoryBudget) noexcept;
  int64_t getWeightStreamingBudget() const noexcept;
  int64_t getMinimumWeightStreamingBudget() const noexcept;
#endif
#if TENSORRT_SINCE(1000)
  int64_t getStreamableWeightsSize() const noexcept;
#endif
#if TENSORRT_SINCE(1016)
  bool setWeightStreamingBudgetV2(int64_t gpuMemoryBudget) noexcept;
  int64_t getWeightStreamingBudgetV2() const noexcept;
  int64_t getWeightStreamingAutomaticBudget() const noexcept;
  int64_t getWeightStreamingScratchMemorySize() const noexcept;
#endif
#if TENSORRT_SINCE(1000)
  bool isDebugTensor(const char *name) const noexcept;
#endif
#if TENSORRT_SINCE(1016)
  const int64_t *getProfileTensorValuesV2(const char *tensorName, int32_t profileIndex, OptProfileSelector select) const noexcept;
  int64_t getEngineStat(EngineStat stat) const noexcept;
#endif
};
class IExecutionContext : public nvinfer1::INoCopy {
public:
  virtual ~IExecutionContext() noexcept;
#if TENSORRT_UNTIL(1000)
  bool execute(int32_t batchSize, void *const *bindings) noexcept;
  bool enqueue(int32_t batchSize, void *const *bindings, cudaStream_t stream, cudaEvent_t *inputConsumed) noexcept;
#endif
  void setDebugSync(bool sync) noexcept;
  bool getDebugSync() const noexcept;
  void setProfiler(IProfiler *profiler) noexcept;
  IProfiler *getProfiler() const noexcept;
  const ICudaEngine &getEngine() const noexcept;
#if TENSORRT_UNTIL(1000)
  void destroy() noexcept;
#endif
  void setName(const char *name) noexcept;
  const char *getName() const noexcept;
  void setDeviceMemory(void *memory) noexcept;
#if TENSORRT_UNTIL(1000)
  Dims getStrides(int32_t bindingIndex) const noexcept;
#endif
#if TENSORRT_SINCE(1016)
  void setDeviceMemoryV2(void *memory, int64_t size) noexcept;
#endif
  Dims getTensorStrides(const char *tensorName) const noexcept;
#if TENSORRT_UNTIL(1000)
  bool setOptimizationProfile(int32_t profileIndex) noexcept;
#endif
  int32_t getOptimizationProfile() const noexcept;
#if TENSORRT_UNTIL(1000)
  bool setBindingDimensions(int32_t bindingIndex, Dims dimensions) noexcept;
#endif
  bool setInputShape(const char *tensorName, const Dims &dims) noexcept;
#if TENSORRT_UNTIL(1000)
  Dims getBindingDimensions(int32_t bindingIndex) const noexcept;
#endif
  Dims getTensorShape(const char *tensorName) const noexcept;
#if TENSORRT_UNTIL(1000)
  bool setInputShapeBinding(int32_t bindingIndex, const int32_t *data) noexcept;
  bool getShapeBinding(int32_t bindingIndex, int32_t *data) const noexcept;
#endif
  bool allInputDimensionsSpecified() const noexcept;
#if TENSORRT_UNTIL(1100)
  bool allInputShapesSpecified() const noexcept;
#endif
  void setErrorRecorder(IErrorRecorder *recorder) noexcept;
  IErrorRecorder *getErrorRecorder() const noexcept;
  bool executeV2(void *const *bindings) noexcept;
#if TENSORRT_UNTIL(1000)
  bool enqueueV2(void *const *bindings, cudaStream_t stream, cudaEvent_t *inputConsumed) noexcept;
#endif
  bool setOptimizationProfileAsync(int32_t profileIndex, cudaStream_t stream) noexcept;
  void setEnqueueEmitsProfile(bool enqueueEmitsProfile) noexcept;
  bool getEnqueueEmitsProfile() const noexcept;
  bool reportToProfiler() const noexcept;
  bool setTensorAddress(const char *tensorName, void *data) noexcept;
  const void *getTensorAddress(const char *tensorName) const noexcept;
#if TENSORRT_SINCE(1000)
  bool setOutputTensorAddress(const char *tensorName, void *data) noexcept;
#endif
  bool setInputTensorAddress(const char *tensorName, const void *data) noexcept;
  void *getOutputTensorAddress(const char *tensorName) const noexcept;
  int32_t inferShapes(int32_t nbMaxNames, const char **tensorNames) noexcept;
#if TENSORRT_SINCE(1000)
  size_t updateDeviceMemorySizeForShapes() noexcept;
#endif
  bool setInputConsumedEvent(cudaEvent_t event) noexcept;
  cudaEvent_t getInputConsumedEvent() const noexcept;
  bool setOutputAllocator(const char *tensorName, IOutputAllocator *outputAllocator) noexcept;
  IOutputAllocator *getOutputAllocator(const char *tensorName) const noexcept;
  int64_t getMaxOutputSize(const char *tensorName) const noexcept;
  bool setTemporaryStorageAllocator(IGpuAllocator *allocator) noexcept;
  IGpuAllocator *getTemporaryStorageAllocator() const noexcept;
  bool enqueueV3(cudaStream_t stream) noexcept;
  void setPersistentCacheLimit(size_t size) noexcept;
  size_t getPersistentCacheLimit() const noexcept;
  bool setNvtxVerbosity(ProfilingVerbosity verbosity) noexcept;
  ProfilingVerbosity getNvtxVerbosity() const noexcept;
  void setAuxStreams(cudaStream_t *auxStreams, int32_t nbStreams) noexcept;
#if TENSORRT_SINCE(1000)
  bool setDebugListener(IDebugListener *listener) noexcept;
  IDebugListener *getDebugListener() noexcept;
  bool setTensorDebugState(const char *name, bool flag) noexcept;
  bool getDebugState(const char *name) const noexcept;
#endif
#if TENSORRT_SINCE(1016)
  IRuntimeConfig *getRuntimeConfig() const noexcept;
#endif
#if TENSORRT_SINCE(1000)
  bool setAllTensorsDebugState(bool flag) noexcept;
#endif
#if TENSORRT_SINCE(1016)
  bool setUnfusedTensorsDebugState(bool flag) noexcept;
  bool getUnfusedTensorsDebugState() const noexcept;
  bool setCommunicator(void *communicator) noexcept;
#endif
};
class IEngineInspector : public nvinfer1::INoCopy {
public:
  virtual ~IEngineInspector() noexcept;
  bool setExecutionContext(const IExecutionContext *context) noexcept;
  const IExecutionContext *getExecutionContext() const noexcept;
  const char *getLayerInformation(int32_t layerIndex, LayerInformationFormat format) const noexcept;
  const char *getEngineInformation(LayerInformationFormat format) const noexcept;
  void setErrorRecorder(IErrorRecorder *recorder) noexcept;
  IErrorRecorder *getErrorRecorder() const noexcept;
};
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1100))
class ILoggerFinder : public nvinfer1::IVersionedInterface {
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1100)
class ILoggerFinder {
#endif
public:
#if TENSORRT_SINCE(1100)
  virtual InterfaceInfo getInterfaceInfo() const noexcept;
#endif
  virtual ILogger *findLogger() = 0;
};
#if TENSORRT_SINCE(1000)
class IGpuAsyncAllocator : public nvinfer1::IGpuAllocator {
public:
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  IGpuAsyncAllocator();
#endif
#if TENSORRT_SINCE(1000)
  virtual ~IGpuAsyncAllocator() noexcept;
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  virtual void *allocateAsync(const uint64_t size, const uint64_t alignment, const AllocatorFlags flags, cudaStream_t) noexcept = 0;
  virtual bool deallocateAsync(void *const memory, cudaStream_t) noexcept = 0;
  virtual void *allocate(const uint64_t size, const uint64_t alignment, const AllocatorFlags flags) noexcept;
  virtual bool deallocate(void *const memory) noexcept;
  virtual InterfaceInfo getInterfaceInfo() const noexcept;
#endif
#if TENSORRT_SINCE(1000)
};
class IPluginCreatorV3One : public nvinfer1::IPluginCreatorInterface {
public:
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  virtual InterfaceInfo getInterfaceInfo() const noexcept;
  virtual IPluginV3 *createPlugin(const AsciiChar *name, const PluginFieldCollection *fc, TensorRTPhase phase) noexcept = 0;
  virtual const PluginFieldCollection *getFieldNames() noexcept = 0;
  virtual const AsciiChar *getPluginName() const noexcept = 0;
  virtual const AsciiChar *getPluginVersion() const noexcept = 0;
  virtual const AsciiChar *getPluginNamespace() const noexcept = 0;
  IPluginCreatorV3One();
#endif
#if TENSORRT_SINCE(1000)
  virtual ~IPluginCreatorV3One() noexcept;
protected:
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  IPluginCreatorV3One &operator=(IPluginCreatorV3One &&);
#endif
#if TENSORRT_SINCE(1000)
};
#endif
class ITensor : public nvinfer1::INoCopy {
public:
  void setName(const char *name) noexcept;
  const char *getName() const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setDimensions(const Dims &dimensions) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setDimensions(Dims dimensions) noexcept;
#endif
  Dims getDimensions() const noexcept;
#if TENSORRT_UNTIL(1100)
  void setType(DataType type) noexcept;
#endif
  DataType getType() const noexcept;
#if TENSORRT_UNTIL(1100)
  bool setDynamicRange(float min, float max) noexcept;
#endif
  bool isNetworkInput() const noexcept;
  bool isNetworkOutput() const noexcept;
  void setBroadcastAcrossBatch(bool broadcastAcrossBatch) noexcept;
  bool getBroadcastAcrossBatch() const noexcept;
  TensorLocation getLocation() const noexcept;
  void setLocation(TensorLocation location) noexcept;
#if TENSORRT_UNTIL(1100)
  bool dynamicRangeIsSet() const noexcept;
  void resetDynamicRange() noexcept;
  float getDynamicRangeMin() const noexcept;
  float getDynamicRangeMax() const noexcept;
#endif
  void setAllowedFormats(TensorFormats formats) noexcept;
  TensorFormats getAllowedFormats() const noexcept;
  bool isShapeTensor() const noexcept;
  bool isExecutionTensor() const noexcept;
  void setDimensionName(int32_t index, const char *name) noexcept;
  const char *getDimensionName(int32_t index) const noexcept;
};
class ILayer : public nvinfer1::INoCopy {
public:
  LayerType getType() const noexcept;
  void setName(const char *name) noexcept;
  const char *getName() const noexcept;
  int32_t getNbInputs() const noexcept;
  ITensor *getInput(int32_t index) const noexcept;
  int32_t getNbOutputs() const noexcept;
  ITensor *getOutput(int32_t index) const noexcept;
  void setInput(int32_t index, ITensor &tensor) noexcept;
#if TENSORRT_UNTIL(1100)
  void setPrecision(DataType dataType) noexcept;
  DataType getPrecision() const noexcept;
  bool precisionIsSet() const noexcept;
  void resetPrecision() noexcept;
  void setOutputType(int32_t index, DataType dataType) noexcept;
#endif
  DataType getOutputType(int32_t index) const noexcept;
#if TENSORRT_UNTIL(1100)
  bool outputTypeIsSet(int32_t index) const noexcept;
  void resetOutputType(int32_t index) noexcept;
#endif
  void setMetadata(const char *metadata) noexcept;
  const char *getMetadata() const noexcept;
#if TENSORRT_SINCE(1016)
  bool setNbRanks(int32_t nbRanks) noexcept;
  int32_t getNbRanks() const noexcept;
#endif
};
class IConvolutionLayer : public nvinfer1::ILayer {
public:
#if TENSORRT_UNTIL(1000)
  void setKernelSize(DimsHW kernelSize) noexcept;
  DimsHW getKernelSize() const noexcept;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setNbOutputMaps(int64_t nbOutputMaps) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setNbOutputMaps(int32_t nbOutputMaps) noexcept;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  int64_t getNbOutputMaps() const noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  int32_t getNbOutputMaps() const noexcept;
#endif
#if TENSORRT_UNTIL(1000)
  void setStride(DimsHW stride) noexcept;
  DimsHW getStride() const noexcept;
  void setPadding(DimsHW padding) noexcept;
  DimsHW getPadding() const noexcept;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setNbGroups(int64_t nbGroups) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setNbGroups(int32_t nbGroups) noexcept;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  int64_t getNbGroups() const noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  int32_t getNbGroups() const noexcept;
#endif
  void setKernelWeights(Weights weights) noexcept;
  Weights getKernelWeights() const noexcept;
  void setBiasWeights(Weights weights) noexcept;
  Weights getBiasWeights() const noexcept;
#if TENSORRT_UNTIL(1000)
  void setDilation(DimsHW dilation) noexcept;
  DimsHW getDilation() const noexcept;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setPrePadding(const Dims &padding) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setPrePadding(Dims padding) noexcept;
#endif
  Dims getPrePadding() const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setPostPadding(const Dims &padding) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setPostPadding(Dims padding) noexcept;
#endif
  Dims getPostPadding() const noexcept;
  void setPaddingMode(PaddingMode paddingMode) noexcept;
  PaddingMode getPaddingMode() const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setKernelSizeNd(const Dims &kernelSize) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setKernelSizeNd(Dims kernelSize) noexcept;
#endif
  Dims getKernelSizeNd() const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setStrideNd(const Dims &stride) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setStrideNd(Dims stride) noexcept;
#endif
  Dims getStrideNd() const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setPaddingNd(const Dims &padding) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setPaddingNd(Dims padding) noexcept;
#endif
  Dims getPaddingNd() const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setDilationNd(const Dims &dilation) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setDilationNd(Dims dilation) noexcept;
#endif
  Dims getDilationNd() const noexcept;
};
#if TENSORRT_UNTIL(1000)
class IFullyConnectedLayer : public nvinfer1::ILayer {
public:
#endif
#if TENSORRT_UNTIL(1000) && (TENSORRT_UNTIL(1000))
  void setNbOutputChannels(int32_t nbOutputs) noexcept;
  int32_t getNbOutputChannels() const noexcept;
  void setKernelWeights(Weights weights) noexcept;
  Weights getKernelWeights() const noexcept;
  void setBiasWeights(Weights weights) noexcept;
  Weights getBiasWeights() const noexcept;
#endif
#if TENSORRT_UNTIL(1000)
};
#endif
class IActivationLayer : public nvinfer1::ILayer {
public:
  void setActivationType(ActivationType type) noexcept;
  ActivationType getActivationType() const noexcept;
  void setAlpha(float alpha) noexcept;
  void setBeta(float beta) noexcept;
  float getAlpha() const noexcept;
  float getBeta() const noexcept;
};
class IPoolingLayer : public nvinfer1::ILayer {
public:
  void setPoolingType(PoolingType type) noexcept;
  PoolingType getPoolingType() const noexcept;
#if TENSORRT_UNTIL(1000)
  void setWindowSize(DimsHW windowSize) noexcept;
  DimsHW getWindowSize() const noexcept;
  void setStride(DimsHW stride) noexcept;
  DimsHW getStride() const noexcept;
  void setPadding(DimsHW padding) noexcept;
  DimsHW getPadding() const noexcept;
#endif
  void setBlendFactor(float blendFactor) noexcept;
  float getBlendFactor() const noexcept;
  void setAverageCountExcludesPadding(bool exclusive) noexcept;
  bool getAverageCountExcludesPadding() const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setPrePadding(const Dims &padding) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setPrePadding(Dims padding) noexcept;
#endif
  Dims getPrePadding() const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setPostPadding(const Dims &padding) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setPostPadding(Dims padding) noexcept;
#endif
  Dims getPostPadding() const noexcept;
  void setPaddingMode(PaddingMode paddingMode) noexcept;
  PaddingMode getPaddingMode() const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setWindowSizeNd(const Dims &windowSize) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setWindowSizeNd(Dims windowSize) noexcept;
#endif
  Dims getWindowSizeNd() const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setStrideNd(const Dims &stride) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setStrideNd(Dims stride) noexcept;
#endif
  Dims getStrideNd() const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setPaddingNd(const Dims &padding) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setPaddingNd(Dims padding) noexcept;
#endif
  Dims getPaddingNd() const noexcept;
};
class ILRNLayer : public nvinfer1::ILayer {
public:
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setWindowSize(int64_t windowSize) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setWindowSize(int32_t windowSize) noexcept;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  int64_t getWindowSize() const noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  int32_t getWindowSize() const noexcept;
#endif
  void setAlpha(float alpha) noexcept;
  float getAlpha() const noexcept;
  void setBeta(float beta) noexcept;
  float getBeta() const noexcept;
  void setK(float k) noexcept;
  float getK() const noexcept;
};
class IScaleLayer : public nvinfer1::ILayer {
public:
  void setMode(ScaleMode mode) noexcept;
  ScaleMode getMode() const noexcept;
  void setShift(Weights shift) noexcept;
  Weights getShift() const noexcept;
  void setScale(Weights scale) noexcept;
  Weights getScale() const noexcept;
  void setPower(Weights power) noexcept;
  Weights getPower() const noexcept;
  int32_t getChannelAxis() const noexcept;
  void setChannelAxis(int32_t channelAxis) noexcept;
};
class ISoftMaxLayer : public nvinfer1::ILayer {
public:
  void setAxes(uint32_t axes) noexcept;
  uint32_t getAxes() const noexcept;
};
class IConcatenationLayer : public nvinfer1::ILayer {
public:
  void setAxis(int32_t axis) noexcept;
  int32_t getAxis() const noexcept;
};
class IDeconvolutionLayer : public nvinfer1::ILayer {
public:
#if TENSORRT_UNTIL(1000)
  void setKernelSize(DimsHW kernelSize) noexcept;
  DimsHW getKernelSize() const noexcept;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setNbOutputMaps(int64_t nbOutputMaps) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setNbOutputMaps(int32_t nbOutputMaps) noexcept;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  int64_t getNbOutputMaps() const noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  int32_t getNbOutputMaps() const noexcept;
#endif
#if TENSORRT_UNTIL(1000)
  void setStride(DimsHW stride) noexcept;
  DimsHW getStride() const noexcept;
  void setPadding(DimsHW padding) noexcept;
  DimsHW getPadding() const noexcept;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setNbGroups(int64_t nbGroups) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setNbGroups(int32_t nbGroups) noexcept;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  int64_t getNbGroups() const noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  int32_t getNbGroups() const noexcept;
#endif
  void setKernelWeights(Weights weights) noexcept;
  Weights getKernelWeights() const noexcept;
  void setBiasWeights(Weights weights) noexcept;
  Weights getBiasWeights() const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setPrePadding(const Dims &padding) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setPrePadding(Dims padding) noexcept;
#endif
  Dims getPrePadding() const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setPostPadding(const Dims &padding) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setPostPadding(Dims padding) noexcept;
#endif
  Dims getPostPadding() const noexcept;
  void setPaddingMode(PaddingMode paddingMode) noexcept;
  PaddingMode getPaddingMode() const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setKernelSizeNd(const Dims &kernelSize) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setKernelSizeNd(Dims kernelSize) noexcept;
#endif
  Dims getKernelSizeNd() const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setStrideNd(const Dims &stride) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setStrideNd(Dims stride) noexcept;
#endif
  Dims getStrideNd() const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setPaddingNd(const Dims &padding) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setPaddingNd(Dims padding) noexcept;
#endif
  Dims getPaddingNd() const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setDilationNd(const Dims &dilation) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setDilationNd(Dims dilation) noexcept;
#endif
  Dims getDilationNd() const noexcept;
};
class IElementWiseLayer : public nvinfer1::ILayer {
public:
  void setOperation(ElementWiseOperation op) noexcept;
  ElementWiseOperation getOperation() const noexcept;
};
class IGatherLayer : public nvinfer1::ILayer {
public:
  void setGatherAxis(int32_t axis) noexcept;
  int32_t getGatherAxis() const noexcept;
  void setNbElementWiseDims(int32_t elementWiseDims) noexcept;
  int32_t getNbElementWiseDims() const noexcept;
  void setMode(GatherMode mode) noexcept;
  GatherMode getMode() const noexcept;
};
#if TENSORRT_UNTIL(1000)
class IRNNv2Layer : public nvinfer1::ILayer {
public:
#endif
#if TENSORRT_UNTIL(1000) && (TENSORRT_UNTIL(1000))
  int32_t getLayerCount() const noexcept;
  int32_t getHiddenSize() const noexcept;
  int32_t getMaxSeqLength() const noexcept;
  int32_t getDataLength() const noexcept;
  void setSequenceLengths(ITensor &seqLengths) noexcept;
  ITensor *getSequenceLengths() const noexcept;
  void setOperation(RNNOperation op) noexcept;
  RNNOperation getOperation() const noexcept;
  void setInputMode(RNNInputMode op) noexcept;
  RNNInputMode getInputMode() const noexcept;
  void setDirection(RNNDirection op) noexcept;
  RNNDirection getDirection() const noexcept;
  void setWeightsForGate(int32_t layerIndex, RNNGateType gate, bool isW, Weights weights) noexcept;
  Weights getWeightsForGate(int32_t layerIndex, RNNGateType gate, bool isW) const noexcept;
  void setBiasForGate(int32_t layerIndex, RNNGateType gate, bool isW, Weights bias) noexcept;
  Weights getBiasForGate(int32_t layerIndex, RNNGateType gate, bool isW) const noexcept;
  void setHiddenState(ITensor &hidden) noexcept;
  ITensor *getHiddenState() const noexcept;
  void setCellState(ITensor &cell) noexcept;
  ITensor *getCellState() const noexcept;
#endif
#if TENSORRT_UNTIL(1000)
};
#endif
class IPluginV2Layer : public nvinfer1::ILayer {
public:
  IPluginV2 &getPlugin() noexcept;
};
#if TENSORRT_SINCE(1000)
class IPluginV3Layer : public nvinfer1::ILayer {
public:
#endif
#if TENSORRT_SINCE(1000) && (TENSORRT_SINCE(1000))
  IPluginV3 &getPlugin() noexcept;
#endif
#if TENSORRT_SINCE(1000)
};
#endif
class IUnaryLayer : public nvinfer1::ILayer {
public:
  void setOperation(UnaryOperation op) noexcept;
  UnaryOperation getOperation() const noexcept;
};
class IReduceLayer : public nvinfer1::ILayer {
public:
  void setOperation(ReduceOperation op) noexcept;
  ReduceOperation getOperation() const noexcept;
  void setReduceAxes(uint32_t reduceAxes) noexcept;
  uint32_t getReduceAxes() const noexcept;
  void setKeepDimensions(bool keepDimensions) noexcept;
  bool getKeepDimensions() const noexcept;
};
class IPaddingLayer : public nvinfer1::ILayer {
public:
#if TENSORRT_UNTIL(1000)
  void setPrePadding(DimsHW padding) noexcept;
  DimsHW getPrePadding() const noexcept;
  void setPostPadding(DimsHW padding) noexcept;
  DimsHW getPostPadding() const noexcept;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setPrePaddingNd(const Dims &padding) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setPrePaddingNd(Dims padding) noexcept;
#endif
  Dims getPrePaddingNd() const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setPostPaddingNd(const Dims &padding) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setPostPaddingNd(Dims padding) noexcept;
#endif
  Dims getPostPaddingNd() const noexcept;
};
class Permutation {
public:
  int32_t order[8];
};
class IShuffleLayer : public nvinfer1::ILayer {
public:
  void setFirstTranspose(Permutation permutation) noexcept;
  Permutation getFirstTranspose() const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setReshapeDimensions(const Dims &dimensions) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setReshapeDimensions(Dims dimensions) noexcept;
#endif
  Dims getReshapeDimensions() const noexcept;
  void setSecondTranspose(Permutation permutation) noexcept;
  Permutation getSecondTranspose() const noexcept;
  void setZeroIsPlaceholder(bool zeroIsPlaceholder) noexcept;
  bool getZeroIsPlaceholder() const noexcept;
};
class ISliceLayer : public nvinfer1::ILayer {
public:
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setStart(const Dims &start) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setStart(Dims start) noexcept;
#endif
  Dims getStart() const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setSize(const Dims &size) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setSize(Dims size) noexcept;
#endif
  Dims getSize() const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setStride(const Dims &stride) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setStride(Dims stride) noexcept;
#endif
  Dims getStride() const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setMode(SampleMode mode) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setMode(SliceMode mode) noexcept;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  SampleMode getMode() const noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  SliceMode getMode() const noexcept;
#endif
#if TENSORRT_SINCE(1016)
  void setAxes(const Dims &axes) noexcept;
  Dims getAxes() const noexcept;
#endif
};
class IShapeLayer : public nvinfer1::ILayer {
public:
};
class ITopKLayer : public nvinfer1::ILayer {
public:
  void setOperation(TopKOperation op) noexcept;
  TopKOperation getOperation() const noexcept;
  void setK(int32_t k) noexcept;
  int32_t getK() const noexcept;
  void setReduceAxes(uint32_t reduceAxes) noexcept;
  uint32_t getReduceAxes() const noexcept;
#if TENSORRT_SINCE(1016)
  bool setIndicesType(DataType type) noexcept;
  DataType getIndicesType() const noexcept;
#endif
};
class IMatrixMultiplyLayer : public nvinfer1::ILayer {
public:
  void setOperation(int32_t index, MatrixOperation op) noexcept;
  MatrixOperation getOperation(int32_t index) const noexcept;
};
class INonZeroLayer : public nvinfer1::ILayer {
public:
#if TENSORRT_SINCE(1016)
  bool setIndicesType(DataType type) noexcept;
  DataType getIndicesType() const noexcept;
#endif
};
class IRaggedSoftMaxLayer : public nvinfer1::ILayer {
public:
};
class IIdentityLayer : public nvinfer1::ILayer {
public:
};
class ICastLayer : public nvinfer1::ILayer {
public:
  void setToType(DataType toType) noexcept;
  DataType getToType() const noexcept;
};
class IConstantLayer : public nvinfer1::ILayer {
public:
  void setWeights(Weights weights) noexcept;
  Weights getWeights() const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setDimensions(const Dims &dimensions) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setDimensions(Dims dimensions) noexcept;
#endif
  Dims getDimensions() const noexcept;
};
class IParametricReLULayer : public nvinfer1::ILayer {
public:
};
class IResizeLayer : public nvinfer1::ILayer {
public:
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setOutputDimensions(const Dims &dimensions) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setOutputDimensions(Dims dimensions) noexcept;
#endif
  Dims getOutputDimensions() const noexcept;
  void setScales(const float *scales, int32_t nbScales) noexcept;
  int32_t getScales(int32_t size, float *scales) const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setResizeMode(InterpolationMode interpolationMode) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setResizeMode(ResizeMode resizeMode) noexcept;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  InterpolationMode getResizeMode() const noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  ResizeMode getResizeMode() const noexcept;
#endif
#if TENSORRT_UNTIL(1000)
  void setAlignCorners(bool alignCorners) noexcept;
  bool getAlignCorners() const noexcept;
#endif
  void setCoordinateTransformation(ResizeCoordinateTransformation coordTransform) noexcept;
  ResizeCoordinateTransformation getCoordinateTransformation() const noexcept;
  void setSelectorForSinglePixel(ResizeSelector selector) noexcept;
  ResizeSelector getSelectorForSinglePixel() const noexcept;
  void setNearestRounding(ResizeRoundMode value) noexcept;
  ResizeRoundMode getNearestRounding() const noexcept;
  void setCubicCoeff(float A) noexcept;
  float getCubicCoeff() const noexcept;
  void setExcludeOutside(bool excludeFlag) noexcept;
  bool getExcludeOutside() const noexcept;
};
class ILoopBoundaryLayer : public nvinfer1::ILayer {
public:
  ILoop *getLoop() const noexcept;
};
class IIfConditionalBoundaryLayer : public nvinfer1::ILayer {
public:
  IIfConditional *getConditional() const noexcept;
};
class IConditionLayer : public nvinfer1::IIfConditionalBoundaryLayer {
public:
};
class IIfConditionalOutputLayer : public nvinfer1::IIfConditionalBoundaryLayer {
public:
};
class IIfConditionalInputLayer : public nvinfer1::IIfConditionalBoundaryLayer {
public:
};
class IIfConditional : public nvinfer1::INoCopy {
public:
  IConditionLayer *setCondition(ITensor &condition) noexcept;
  IIfConditionalOutputLayer *addOutput(ITensor &trueSubgraphOutput, ITensor &falseSubgraphOutput) noexcept;
  IIfConditionalInputLayer *addInput(ITensor &input) noexcept;
  void setName(const char *name) noexcept;
  const char *getName() const noexcept;
};
class IRecurrenceLayer : public nvinfer1::ILoopBoundaryLayer {
public:
};
class ILoopOutputLayer : public nvinfer1::ILoopBoundaryLayer {
public:
  LoopOutput getLoopOutput() const noexcept;
  void setAxis(int32_t axis) noexcept;
  int32_t getAxis() const noexcept;
};
class ITripLimitLayer : public nvinfer1::ILoopBoundaryLayer {
public:
  TripLimit getTripLimit() const noexcept;
};
class IIteratorLayer : public nvinfer1::ILoopBoundaryLayer {
public:
  void setAxis(int32_t axis) noexcept;
  int32_t getAxis() const noexcept;
  void setReverse(bool reverse) noexcept;
  bool getReverse() const noexcept;
};
class ILoop : public nvinfer1::INoCopy {
public:
  IRecurrenceLayer *addRecurrence(ITensor &initialValue) noexcept;
  ITripLimitLayer *addTripLimit(ITensor &tensor, TripLimit limit) noexcept;
  IIteratorLayer *addIterator(ITensor &tensor, int32_t axis = 0, bool reverse = false) noexcept;
  ILoopOutputLayer *addLoopOutput(ITensor &tensor, LoopOutput outputKind, int32_t axis = 0) noexcept;
  void setName(const char *name) noexcept;
  const char *getName() const noexcept;
};
class ISelectLayer : public nvinfer1::ILayer {
public:
};
class IAssertionLayer : public nvinfer1::ILayer {
public:
  void setMessage(const char *message) noexcept;
  const char *getMessage() const noexcept;
};
class IFillLayer : public nvinfer1::ILayer {
public:
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setDimensions(const Dims &dimensions) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setDimensions(Dims dimensions) noexcept;
#endif
  Dims getDimensions() const noexcept;
  void setOperation(FillOperation op) noexcept;
  FillOperation getOperation() const noexcept;
  void setAlpha(double alpha) noexcept;
  double getAlpha() const noexcept;
  void setBeta(double beta) noexcept;
  double getBeta() const noexcept;
#if TENSORRT_SINCE(1000)
  void setAlphaInt64(int64_t alpha) noexcept;
  int64_t getAlphaInt64() const noexcept;
  void setBetaInt64(int64_t beta) noexcept;
  int64_t getBetaInt64() const noexcept;
  bool isAlphaBetaInt64() const noexcept;
  void setToType(DataType toType) noexcept;
  DataType getToType() const noexcept;
#endif
};
class IQuantizeLayer : public nvinfer1::ILayer {
public:
  int32_t getAxis() const noexcept;
  void setAxis(int32_t axis) noexcept;
#if TENSORRT_SINCE(1016)
  bool setBlockShape(const Dims &blockShape) noexcept;
  Dims getBlockShape() const noexcept;
#endif
#if TENSORRT_SINCE(1000)
  void setToType(DataType toType) noexcept;
  DataType getToType() const noexcept;
#endif
};
class IDequantizeLayer : public nvinfer1::ILayer {
public:
  int32_t getAxis() const noexcept;
  void setAxis(int32_t axis) noexcept;
#if TENSORRT_SINCE(1016)
  bool setBlockShape(const Dims &blockShape) noexcept;
  Dims getBlockShape() const noexcept;
#endif
#if TENSORRT_SINCE(1000)
  void setToType(DataType toType) noexcept;
  DataType getToType() const noexcept;
#endif
};
#if TENSORRT_SINCE(1016)
class IDynamicQuantizeLayer : public nvinfer1::ILayer {
public:
#endif
#if TENSORRT_SINCE(1016) && (TENSORRT_SINCE(1016))
  void setToType(DataType toType) noexcept;
  DataType getToType() const noexcept;
  void setScaleType(DataType scaleType) noexcept;
  DataType getScaleType() const noexcept;
  void setAxis(int32_t axis) noexcept;
  int32_t getAxis() const noexcept;
  void setBlockSize(int32_t size) noexcept;
  int32_t getBlockSize() const noexcept;
  void setBlockShape(const Dims &blockShape) noexcept;
  Dims getBlockShape() const noexcept;
#endif
#if TENSORRT_SINCE(1016)
};
#endif
class IEinsumLayer : public nvinfer1::ILayer {
public:
  bool setEquation(const char *equation) noexcept;
  const char *getEquation() const noexcept;
};
class IScatterLayer : public nvinfer1::ILayer {
public:
  void setMode(ScatterMode mode) noexcept;
  ScatterMode getMode() const noexcept;
  void setAxis(int32_t axis) noexcept;
  int32_t getAxis() const noexcept;
};
class IOneHotLayer : public nvinfer1::ILayer {
public:
  void setAxis(int32_t axis) noexcept;
  int32_t getAxis() const noexcept;
};
class IGridSampleLayer : public nvinfer1::ILayer {
public:
  void setInterpolationMode(InterpolationMode mode) noexcept;
  InterpolationMode getInterpolationMode() const noexcept;
  void setAlignCorners(bool alignCorners) noexcept;
  bool getAlignCorners() const noexcept;
  bool setSampleMode(SampleMode mode) noexcept;
  SampleMode getSampleMode() const noexcept;
};
class INMSLayer : public nvinfer1::ILayer {
public:
  void setBoundingBoxFormat(BoundingBoxFormat fmt) noexcept;
  BoundingBoxFormat getBoundingBoxFormat() const noexcept;
  void setTopKBoxLimit(int32_t limit) noexcept;
  int32_t getTopKBoxLimit() const noexcept;
#if TENSORRT_SINCE(1016)
  bool setIndicesType(DataType type) noexcept;
  DataType getIndicesType() const noexcept;
#endif
};
class IReverseSequenceLayer : public nvinfer1::ILayer {
public:
  void setBatchAxis(int32_t batchAxis) noexcept;
  int32_t getBatchAxis() const noexcept;
  void setSequenceAxis(int32_t sequenceAxis) noexcept;
  int32_t getSequenceAxis() const noexcept;
};
class INormalizationLayer : public nvinfer1::ILayer {
public:
  void setEpsilon(float eps) noexcept;
  float getEpsilon() const noexcept;
  void setAxes(uint32_t axesMask) noexcept;
  uint32_t getAxes() const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  void setNbGroups(int64_t nbGroups) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  void setNbGroups(int32_t nbGroups) noexcept;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  int64_t getNbGroups() const noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  int32_t getNbGroups() const noexcept;
#endif
#if TENSORRT_UNTIL(1100)
  void setComputePrecision(DataType type) noexcept;
  DataType getComputePrecision() const noexcept;
#endif
#if TENSORRT_SINCE(1016)
  bool isV2() const noexcept;
#endif
};
#if TENSORRT_SINCE(1016)
class ISqueezeLayer : public nvinfer1::ILayer {
public:
};
class IUnsqueezeLayer : public nvinfer1::ILayer {
public:
};
class ICumulativeLayer : public nvinfer1::ILayer {
public:
#endif
#if TENSORRT_SINCE(1016) && (TENSORRT_SINCE(1016))
  bool setOperation(CumulativeOperation op) noexcept;
  CumulativeOperation getOperation() const noexcept;
  void setExclusive(bool exclusive) noexcept;
  bool getExclusive() const noexcept;
  void setReverse(bool reverse) noexcept;
  bool getReverse() const noexcept;
#endif
#if TENSORRT_SINCE(1016)
};
class IAttentionBoundaryLayer : public nvinfer1::ILayer {
public:
#endif
#if TENSORRT_SINCE(1016) && (TENSORRT_SINCE(1016))
  IAttention *getAttention() const noexcept;
#endif
#if TENSORRT_SINCE(1016)
};
class IAttentionInputLayer : public nvinfer1::IAttentionBoundaryLayer {
public:
};
class IAttentionOutputLayer : public nvinfer1::IAttentionBoundaryLayer {
public:
};
class IAttention : public nvinfer1::INoCopy {
public:
#endif
#if TENSORRT_SINCE(1016) && (TENSORRT_SINCE(1016))
  bool setNormalizationOperation(AttentionNormalizationOp op) noexcept;
  AttentionNormalizationOp getNormalizationOperation() const noexcept;
  bool setMask(ITensor &mask) noexcept;
  ITensor *getMask() noexcept;
  bool setCausal(bool isCausal) noexcept;
  bool getCausal() const noexcept;
#endif
#if TENSORRT_SINCE(1016) && (TENSORRT_SINCE(1100))
  bool setCausalKind(CausalMaskKind kind) noexcept;
  CausalMaskKind getCausalKind() const noexcept;
#endif
#if TENSORRT_SINCE(1016) && (TENSORRT_SINCE(1016))
  bool setDecomposable(bool decomposable) noexcept;
  bool getDecomposable() const noexcept;
  bool setInput(int32_t index, ITensor &input) noexcept;
  int32_t getNbInputs() const noexcept;
  ITensor *getInput(int32_t index) const noexcept;
  int32_t getNbOutputs() const noexcept;
  ITensor *getOutput(int32_t index) const noexcept;
  bool setName(const char *name) noexcept;
  const char *getName() const noexcept;
  bool setNormalizationQuantizeScale(ITensor &tensor) noexcept;
  ITensor *getNormalizationQuantizeScale() const noexcept;
  bool setNormalizationQuantizeToType(DataType type) noexcept;
  DataType getNormalizationQuantizeToType() const noexcept;
  bool setMetadata(const char *metadata) noexcept;
  const char *getMetadata() const noexcept;
  bool setNbRanks(int32_t nbRanks) noexcept;
  int32_t getNbRanks() const noexcept;
#endif
#if TENSORRT_SINCE(1016) && (TENSORRT_SINCE(1100))
  bool setQueryForm(AttentionIOForm form) noexcept;
  AttentionIOForm getQueryForm() const noexcept;
  bool setKeyValueForm(AttentionIOForm form) noexcept;
  AttentionIOForm getKeyValueForm() const noexcept;
  bool setQueryLengths(ITensor *lengths) noexcept;
  ITensor *getQueryLengths() const noexcept;
  bool setKeyValueLengths(ITensor *lengths) noexcept;
  ITensor *getKeyValueLengths() const noexcept;
#endif
#if TENSORRT_SINCE(1016)
};
class IRotaryEmbeddingLayer : public nvinfer1::ILayer {
public:
#endif
#if TENSORRT_SINCE(1016) && (TENSORRT_SINCE(1016))
  void setInterleaved(bool interleaved) noexcept;
  bool getInterleaved() const noexcept;
  bool setRotaryEmbeddingDim(int32_t rotaryEmbeddingDim) noexcept;
  int32_t getRotaryEmbeddingDim() const noexcept;
#endif
#if TENSORRT_SINCE(1016)
};
class IKVCacheUpdateLayer : public nvinfer1::ILayer {
public:
#endif
#if TENSORRT_SINCE(1016) && (TENSORRT_SINCE(1016))
  bool setCacheMode(KVCacheMode cacheMode) noexcept;
  KVCacheMode getCacheMode() const noexcept;
#endif
#if TENSORRT_SINCE(1016) && (TENSORRT_SINCE(1100))
  bool setUpdateForm(AttentionIOForm form) noexcept;
  AttentionIOForm getUpdateForm() const noexcept;
  bool setUpdateLengths(ITensor *lengths) noexcept;
  ITensor *getUpdateLengths() const noexcept;
#endif
#if TENSORRT_SINCE(1016)
};
class IMoELayer : public nvinfer1::ILayer {
public:
#endif
#if TENSORRT_SINCE(1016) && (TENSORRT_SINCE(1016))
  void setGatedWeights(ITensor &fcGateWeights, ITensor &fcUpWeights, ITensor &fcDownWeights, MoEActType activationType) noexcept;
  void setGatedBiases(ITensor &fcGateBiases, ITensor &fcUpBiases, ITensor &fcDownBiases) noexcept;
  void setActivationType(MoEActType activationType) noexcept;
  MoEActType getActivationType() const noexcept;
  void setQuantizationStatic(ITensor &fcDownActivationScale, DataType dataType) noexcept;
  void setQuantizationDynamicDblQ(ITensor &fcDownActivationDblQScale, DataType dataType, const Dims &blockShape, DataType dynQOutputScaleType) noexcept;
  void setQuantizationToType(DataType type) noexcept;
  DataType getQuantizationToType() const noexcept;
  void setQuantizationBlockShape(const Dims &blockShape) noexcept;
  Dims getQuantizationBlockShape() const noexcept;
  void setDynQOutputScaleType(DataType type) noexcept;
  DataType getDynQOutputScaleType() const noexcept;
  void setSwigluParams(float limit, float alpha, float beta) noexcept;
  void setSwigluParamLimit(float limit) noexcept;
  float getSwigluParamLimit() const noexcept;
  void setSwigluParamAlpha(float alpha) noexcept;
  float getSwigluParamAlpha() const noexcept;
  void setSwigluParamBeta(float beta) noexcept;
  float getSwigluParamBeta() const noexcept;
  void setInput(int32_t index, ITensor &tensor) noexcept;
#endif
#if TENSORRT_SINCE(1016)
};
class IDistCollectiveLayer : public nvinfer1::ILayer {
public:
};
#endif
class INetworkDefinition : public nvinfer1::INoCopy {
public:
  virtual ~INetworkDefinition() noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  ITensor *addInput(const char *name, DataType type, const Dims &dimensions) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  ITensor *addInput(const char *name, DataType type, Dims dimensions) noexcept;
#endif
  void markOutput(ITensor &tensor) noexcept;
#if TENSORRT_UNTIL(1000)
  IConvolutionLayer *addConvolution(ITensor &input, int32_t nbOutputMaps, DimsHW kernelSize, Weights kernelWeights, Weights biasWeights) noexcept;
  IFullyConnectedLayer *addFullyConnected(ITensor &input, int32_t nbOutputs, Weights kernelWeights, Weights biasWeights) noexcept;
#endif
#if TENSORRT_SINCE(1000)
  bool markDebug(ITensor &tensor) noexcept;
  bool unmarkDebug(ITensor &tensor) noexcept;
#endif
#if (TENSORRT_SINCE(1000)) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1016)))
  bool isDebugTensor(const ITensor &tensor) const noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1016)
  bool isDebugTensor(const nvinfer1::ITensor &tensor) const noexcept;
#endif
#if TENSORRT_SINCE(1016)
  bool markUnfusedTensorsAsDebugTensors() noexcept;
  bool unmarkUnfusedTensorsAsDebugTensors() noexcept;
#endif
  IActivationLayer *addActivation(ITensor &input, ActivationType type) noexcept;
#if TENSORRT_UNTIL(1000)
  IPoolingLayer *addPooling(ITensor &input, PoolingType type, DimsHW windowSize) noexcept;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  ILRNLayer *addLRN(ITensor &input, int64_t window, float alpha, float beta, float k) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  ILRNLayer *addLRN(ITensor &input, int32_t window, float alpha, float beta, float k) noexcept;
#endif
  IScaleLayer *addScale(ITensor &input, ScaleMode mode, Weights shift, Weights scale, Weights power) noexcept;
  ISoftMaxLayer *addSoftMax(ITensor &input) noexcept;
  IConcatenationLayer *addConcatenation(ITensor *const *inputs, int32_t nbInputs) noexcept;
#if TENSORRT_UNTIL(1000)
  IDeconvolutionLayer *addDeconvolution(ITensor &input, int32_t nbOutputMaps, DimsHW kernelSize, Weights kernelWeights, Weights biasWeights) noexcept;
#endif
  IElementWiseLayer *addElementWise(ITensor &input1, ITensor &input2, ElementWiseOperation op) noexcept;
  IUnaryLayer *addUnary(ITensor &input, UnaryOperation operation) noexcept;
#if TENSORRT_UNTIL(1000)
  IPaddingLayer *addPadding(ITensor &input, DimsHW prePadding, DimsHW postPadding) noexcept;
#endif
  IShuffleLayer *addShuffle(ITensor &input) noexcept;
  IOneHotLayer *addOneHot(ITensor &indices, ITensor &values, ITensor &depth, int32_t axis) noexcept;
  int32_t getNbLayers() const noexcept;
  ILayer *getLayer(int32_t index) const noexcept;
  int32_t getNbInputs() const noexcept;
  ITensor *getInput(int32_t index) const noexcept;
  int32_t getNbOutputs() const noexcept;
  ITensor *getOutput(int32_t index) const noexcept;
#if TENSORRT_UNTIL(1000)
  void destroy() noexcept;
#endif
  IReduceLayer *addReduce(ITensor &input, ReduceOperation operation, uint32_t reduceAxes, bool keepDimensions) noexcept;
  ITopKLayer *addTopK(ITensor &input, TopKOperation op, int32_t k, uint32_t reduceAxes) noexcept;
#if TENSORRT_SINCE(1016)
  ITopKLayer *addTopK(ITensor &input, TopKOperation op, int32_t k, uint32_t reduceAxes, DataType indicesType) noexcept;
#endif
  IGatherLayer *addGather(ITensor &data, ITensor &indices, int32_t axis) noexcept;
  IGatherLayer *addGatherV2(ITensor &data, ITensor &indices, GatherMode mode) noexcept;
  IRaggedSoftMaxLayer *addRaggedSoftMax(ITensor &input, ITensor &bounds) noexcept;
  IMatrixMultiplyLayer *addMatrixMultiply(ITensor &input0, MatrixOperation op0, ITensor &input1, MatrixOperation op1) noexcept;
  INonZeroLayer *addNonZero(ITensor &input) noexcept;
#if TENSORRT_SINCE(1016)
  INonZeroLayer *addNonZero(ITensor &input, DataType indicesType) noexcept;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  IConstantLayer *addConstant(const Dims &dimensions, Weights weights) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  IConstantLayer *addConstant(Dims dimensions, Weights weights) noexcept;
#endif
#if TENSORRT_UNTIL(1000)
  IRNNv2Layer *addRNNv2(ITensor &input, int32_t layerCount, int32_t hiddenSize, int32_t maxSeqLen, RNNOperation op) noexcept;
#endif
  IIdentityLayer *addIdentity(ITensor &input) noexcept;
  ICastLayer *addCast(ITensor &input, DataType toType) noexcept;
  void removeTensor(ITensor &tensor) noexcept;
  void unmarkOutput(ITensor &tensor) noexcept;
  IPluginV2Layer *addPluginV2(ITensor *const *inputs, int32_t nbInputs, IPluginV2 &plugin) noexcept;
#if TENSORRT_SINCE(1000)
  IPluginV3Layer *addPluginV3(ITensor *const *inputs, int32_t nbInputs, ITensor *const *shapeInputs, int32_t nbShapeInputs, IPluginV3 &plugin) noexcept;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  ISliceLayer *addSlice(ITensor &input, const Dims &start, const Dims &size, const Dims &stride) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  ISliceLayer *addSlice(ITensor &input, Dims start, Dims size, Dims stride) noexcept;
#endif
  void setName(const char *name) noexcept;
  const char *getName() const noexcept;
  IShapeLayer *addShape(ITensor &input) noexcept;
  bool hasImplicitBatchDimension() const noexcept;
#if TENSORRT_SINCE(1000)
  NetworkDefinitionCreationFlags getFlags() const noexcept;
  bool getFlag(NetworkDefinitionCreationFlag networkDefinitionCreationFlag) const noexcept;
#endif
  bool markOutputForShapes(ITensor &tensor) noexcept;
  bool unmarkOutputForShapes(ITensor &tensor) noexcept;
  IParametricReLULayer *addParametricReLU(ITensor &input, ITensor &slope) noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  IConvolutionLayer *addConvolutionNd(ITensor &input, int64_t nbOutputMaps, const Dims &kernelSize, Weights kernelWeights, Weights biasWeights) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  IConvolutionLayer *addConvolutionNd(ITensor &input, int32_t nbOutputMaps, Dims kernelSize, Weights kernelWeights, Weights biasWeights) noexcept;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  IPoolingLayer *addPoolingNd(ITensor &input, PoolingType type, const Dims &windowSize) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  IPoolingLayer *addPoolingNd(ITensor &input, PoolingType type, Dims windowSize) noexcept;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  IDeconvolutionLayer *addDeconvolutionNd(ITensor &input, int64_t nbOutputMaps, Dims kernelSize, Weights kernelWeights, Weights biasWeights) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  IDeconvolutionLayer *addDeconvolutionNd(ITensor &input, int32_t nbOutputMaps, Dims kernelSize, Weights kernelWeights, Weights biasWeights) noexcept;
#endif
  IScaleLayer *addScaleNd(ITensor &input, ScaleMode mode, Weights shift, Weights scale, Weights power, int32_t channelAxis) noexcept;
  IResizeLayer *addResize(ITensor &input) noexcept;
#if TENSORRT_UNTIL(1000)
  bool hasExplicitPrecision() const noexcept;
#endif
  ILoop *addLoop() noexcept;
  IIfConditional *addIfConditional() noexcept;
  ISelectLayer *addSelect(ITensor &condition, ITensor &thenInput, ITensor &elseInput) noexcept;
  IAssertionLayer *addAssertion(ITensor &condition, const char *message) noexcept;
#if TENSORRT_SINCE(1000)
  IFillLayer *addFill(const Dims &dimensions, FillOperation op, DataType outputType) noexcept;
#endif
#if (TENSORRT_UNTIL(1100)) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1100)))
  IFillLayer *addFill(const Dims &dimensions, FillOperation op) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  IFillLayer *addFill(Dims dimensions, FillOperation op) noexcept;
#endif
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1000))
  IPaddingLayer *addPaddingNd(ITensor &input, const Dims &prePadding, const Dims &postPadding) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1000)
  IPaddingLayer *addPaddingNd(ITensor &input, Dims prePadding, Dims postPadding) noexcept;
#endif
  bool setWeightsName(Weights weights, const char *name) noexcept;
  void setErrorRecorder(IErrorRecorder *recorder) noexcept;
  IErrorRecorder *getErrorRecorder() const noexcept;
#if TENSORRT_SINCE(1000)
  IDequantizeLayer *addDequantize(ITensor &input, ITensor &scale, DataType outputType) noexcept;
#endif
#if TENSORRT_UNTIL(1100)
  IDequantizeLayer *addDequantize(ITensor &input, ITensor &scale) noexcept;
#endif
  IScatterLayer *addScatter(ITensor &data, ITensor &indices, ITensor &updates, ScatterMode mode) noexcept;
#if TENSORRT_SINCE(1000)
  IQuantizeLayer *addQuantize(ITensor &input, ITensor &scale, DataType outputType) noexcept;
#endif
#if TENSORRT_UNTIL(1100)
  IQuantizeLayer *addQuantize(ITensor &input, ITensor &scale) noexcept;
#endif
#if TENSORRT_SINCE(1016)
  IDynamicQuantizeLayer *addDynamicQuantize(ITensor &input, int32_t axis, int32_t blockSize, DataType outputType, DataType scaleType) noexcept;
  IDynamicQuantizeLayer *addDynamicQuantizeV2(ITensor &input, const Dims &blockShape, DataType outputType, DataType scaleType) noexcept;
#endif
  IEinsumLayer *addEinsum(ITensor *const *inputs, int32_t nbInputs, const char *equation) noexcept;
  IGridSampleLayer *addGridSample(ITensor &input, ITensor &grid) noexcept;
  INMSLayer *addNMS(ITensor &boxes, ITensor &scores, ITensor &maxOutputBoxesPerClass) noexcept;
#if TENSORRT_SINCE(1016)
  INMSLayer *addNMS(ITensor &boxes, ITensor &scores, ITensor &maxOutputBoxesPerClass, DataType indicesType) noexcept;
#endif
  IReverseSequenceLayer *addReverseSequence(ITensor &input, ITensor &sequenceLens) noexcept;
  INormalizationLayer *addNormalization(ITensor &input, ITensor &scale, ITensor &bias, uint32_t axesMask) noexcept;
#if TENSORRT_SINCE(1016)
  ICumulativeLayer *addCumulative(ITensor &input, ITensor &axis, CumulativeOperation operation, bool exclusive, bool reverse) noexcept;
  IAttention *addAttention(ITensor &query, ITensor &key, ITensor &value, AttentionNormalizationOp normOp, bool causal) noexcept;
#endif
#if TENSORRT_SINCE(1100)
  IAttention *addAttentionV2(ITensor &query, ITensor &key, ITensor &value, AttentionNormalizationOp normOp, CausalMaskKind causalKind) noexcept;
#endif
#if TENSORRT_SINCE(1016)
  IRotaryEmbeddingLayer *addRotaryEmbedding(ITensor &input, ITensor &cosCache, ITensor &sinCache, bool interleaved, int32_t rotaryEmbeddingDim) noexcept;
  IKVCacheUpdateLayer *addKVCacheUpdate(ITensor &cache, ITensor &update, ITensor &writeIndices, KVCacheMode cacheMode) noexcept;
  IMoELayer *addMoE(ITensor &hiddenStates, ITensor &selectedExpertsForTokens, ITensor &scoresForSelectedExperts) noexcept;
  IDistCollectiveLayer *addDistCollective(ITensor &input, CollectiveOperation distCollectiveOp, ReduceOperation reduceOp, int64_t root, int64_t *groups, int64_t groupSize) noexcept;
#endif
  virtual IBuilder &getBuilder() const noexcept;
#if TENSORRT_SINCE(1016)
  bool markWeightsRefittable(const char *name) noexcept;
  bool unmarkWeightsRefittable(const char *name) noexcept;
  bool areWeightsMarkedRefittable(const char *name) const noexcept;
  ISqueezeLayer *addSqueeze(ITensor &input, ITensor &axes) noexcept;
  IUnsqueezeLayer *addUnsqueeze(ITensor &input, ITensor &axes) noexcept;
  INormalizationLayer *addNormalizationV2(ITensor &input, ITensor &scale, ITensor &bias, uint32_t axesMask) noexcept;
#endif
};
#if TENSORRT_UNTIL(1100) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1100)))
class IInt8Calibrator : public nvinfer1::IVersionedInterface {
#endif
#if TENSORRT_UNTIL(1100) && (TENSORRT_ONLY && TENSORRT_UNTIL(1000))
class IInt8Calibrator {
#endif
#if TENSORRT_UNTIL(1100)
public:
#endif
#if TENSORRT_UNTIL(1100) && (TENSORRT_UNTIL(1100))
  virtual int32_t getBatchSize() const noexcept = 0;
  virtual bool getBatch(void *bindings[], const char *names[], int32_t nbBindings) noexcept = 0;
  virtual const void *readCalibrationCache(std::size_t &length) noexcept = 0;
  virtual void writeCalibrationCache(const void *ptr, std::size_t length) noexcept = 0;
  virtual CalibrationAlgoType getAlgorithm() noexcept = 0;
#endif
#if TENSORRT_UNTIL(1100)
  virtual ~IInt8Calibrator() noexcept;
};
class IInt8EntropyCalibrator : public nvinfer1::IInt8Calibrator {
public:
#endif
#if TENSORRT_UNTIL(1100) && (TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1100))
  virtual InterfaceInfo getInterfaceInfo() const noexcept;
#endif
#if TENSORRT_UNTIL(1100) && (TENSORRT_UNTIL(1100))
  virtual CalibrationAlgoType getAlgorithm() noexcept;
#endif
#if TENSORRT_UNTIL(1100)
  virtual ~IInt8EntropyCalibrator() noexcept;
};
class IInt8EntropyCalibrator2 : public nvinfer1::IInt8Calibrator {
public:
#endif
#if TENSORRT_UNTIL(1100) && (TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1100))
  virtual InterfaceInfo getInterfaceInfo() const noexcept;
#endif
#if TENSORRT_UNTIL(1100) && (TENSORRT_UNTIL(1100))
  virtual CalibrationAlgoType getAlgorithm() noexcept;
#endif
#if TENSORRT_UNTIL(1100)
  virtual ~IInt8EntropyCalibrator2() noexcept;
};
class IInt8MinMaxCalibrator : public nvinfer1::IInt8Calibrator {
public:
#endif
#if TENSORRT_UNTIL(1100) && (TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1100))
  virtual InterfaceInfo getInterfaceInfo() const noexcept;
#endif
#if TENSORRT_UNTIL(1100) && (TENSORRT_UNTIL(1100))
  virtual CalibrationAlgoType getAlgorithm() noexcept;
#endif
#if TENSORRT_UNTIL(1100)
  virtual ~IInt8MinMaxCalibrator() noexcept;
};
class IInt8LegacyCalibrator : public nvinfer1::IInt8Calibrator {
public:
#endif
#if TENSORRT_UNTIL(1100) && (TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1100))
  virtual InterfaceInfo getInterfaceInfo() const noexcept;
#endif
#if TENSORRT_UNTIL(1100) && (TENSORRT_UNTIL(1100))
  virtual CalibrationAlgoType getAlgorithm() noexcept;
  virtual double getQuantile() const noexcept = 0;
  virtual double getRegressionCutoff() const noexcept = 0;
  virtual const void *readHistogramCache(std::size_t &length) noexcept = 0;
  virtual void writeHistogramCache(const void *ptr, std::size_t length) noexcept = 0;
#endif
#if TENSORRT_UNTIL(1100)
  virtual ~IInt8LegacyCalibrator() noexcept;
};
class IAlgorithmIOInfo : public nvinfer1::INoCopy {
public:
#endif
#if TENSORRT_UNTIL(1100) && (TENSORRT_UNTIL(1000))
  TensorFormat getTensorFormat() const noexcept;
#endif
#if TENSORRT_UNTIL(1100) && (TENSORRT_UNTIL(1100))
  DataType getDataType() const noexcept;
  Dims getStrides() const noexcept;
  int64_t getVectorizedDim() const noexcept;
  int64_t getComponentsPerElement() const noexcept;
#endif
#if TENSORRT_UNTIL(1100)
};
class IAlgorithmVariant : public nvinfer1::INoCopy {
public:
#endif
#if TENSORRT_UNTIL(1100) && (TENSORRT_UNTIL(1100))
  int64_t getImplementation() const noexcept;
  int64_t getTactic() const noexcept;
#endif
#if TENSORRT_UNTIL(1100)
};
class IAlgorithmContext : public nvinfer1::INoCopy {
public:
#endif
#if TENSORRT_UNTIL(1100) && (TENSORRT_UNTIL(1100))
  const char *getName() const noexcept;
  Dims getDimensions(int32_t index, OptProfileSelector select) const noexcept;
  int32_t getNbInputs() const noexcept;
  int32_t getNbOutputs() const noexcept;
#endif
#if TENSORRT_UNTIL(1100)
};
class IAlgorithm : public nvinfer1::INoCopy {
public:
#endif
#if TENSORRT_UNTIL(1100) && (TENSORRT_UNTIL(1000))
  const IAlgorithmIOInfo &getAlgorithmIOInfo(int32_t index) const noexcept;
#endif
#if TENSORRT_UNTIL(1100) && (TENSORRT_UNTIL(1100))
  const IAlgorithmVariant &getAlgorithmVariant() const noexcept;
  float getTimingMSec() const noexcept;
  std::size_t getWorkspaceSize() const noexcept;
  const IAlgorithmIOInfo *getAlgorithmIOInfoByIndex(int32_t index) const noexcept;
#endif
#if TENSORRT_UNTIL(1100)
};
#endif
class ITimingCache : public nvinfer1::INoCopy {
public:
  virtual ~ITimingCache() noexcept;
  nvinfer1::IHostMemory *serialize() const noexcept;
  bool combine(const ITimingCache &inputCache, bool ignoreMismatch) noexcept;
  bool reset() noexcept;
#if TENSORRT_SINCE(1016)
  int64_t queryKeys(TimingCacheKey *keyBuffer, int64_t capacity) const noexcept;
  TimingCacheValue query(const TimingCacheKey &key) const noexcept;
  bool update(const TimingCacheKey &key, const TimingCacheValue &value) noexcept;
#endif
};
class IBuilderConfig : public nvinfer1::INoCopy {
public:
  virtual ~IBuilderConfig() noexcept;
#if TENSORRT_UNTIL(1000)
  virtual void setMinTimingIterations(int32_t minTiming) noexcept;
  virtual int32_t getMinTimingIterations() const noexcept;
#endif
  virtual void setAvgTimingIterations(int32_t avgTiming) noexcept;
  int32_t getAvgTimingIterations() const noexcept;
  void setEngineCapability(EngineCapability capability) noexcept;
  EngineCapability getEngineCapability() const noexcept;
#if TENSORRT_UNTIL(1100)
  void setInt8Calibrator(IInt8Calibrator *calibrator) noexcept;
  IInt8Calibrator *getInt8Calibrator() const noexcept;
#endif
#if TENSORRT_UNTIL(1000)
  void setMaxWorkspaceSize(std::size_t workspaceSize) noexcept;
  std::size_t getMaxWorkspaceSize() const noexcept;
#endif
  void setFlags(BuilderFlags builderFlags) noexcept;
  BuilderFlags getFlags() const noexcept;
  void clearFlag(BuilderFlag builderFlag) noexcept;
  void setFlag(BuilderFlag builderFlag) noexcept;
  bool getFlag(BuilderFlag builderFlag) const noexcept;
  void setDeviceType(const ILayer *layer, DeviceType deviceType) noexcept;
  DeviceType getDeviceType(const ILayer *layer) const noexcept;
  bool isDeviceTypeSet(const ILayer *layer) const noexcept;
  void resetDeviceType(const ILayer *layer) noexcept;
  bool canRunOnDLA(const ILayer *layer) const noexcept;
  void setDLACore(int32_t dlaCore) noexcept;
  int32_t getDLACore() const noexcept;
  void setDefaultDeviceType(DeviceType deviceType) noexcept;
  DeviceType getDefaultDeviceType() const noexcept;
  void reset() noexcept;
#if TENSORRT_UNTIL(1000)
  void destroy() noexcept;
#endif
  void setProfileStream(const cudaStream_t stream) noexcept;
  cudaStream_t getProfileStream() const noexcept;
  int32_t addOptimizationProfile(const IOptimizationProfile *profile) noexcept;
  int32_t getNbOptimizationProfiles() const noexcept;
  void setProfilingVerbosity(ProfilingVerbosity verbosity) noexcept;
  ProfilingVerbosity getProfilingVerbosity() const noexcept;
#if TENSORRT_UNTIL(1100)
  void setAlgorithmSelector(IAlgorithmSelector *selector) noexcept;
  IAlgorithmSelector *getAlgorithmSelector() const noexcept;
  bool setCalibrationProfile(const IOptimizationProfile *profile) noexcept;
  const IOptimizationProfile *getCalibrationProfile() noexcept;
  void setQuantizationFlags(QuantizationFlags flags) noexcept;
  QuantizationFlags getQuantizationFlags() const noexcept;
  void clearQuantizationFlag(QuantizationFlag flag) noexcept;
  void setQuantizationFlag(QuantizationFlag flag) noexcept;
  bool getQuantizationFlag(QuantizationFlag flag) const noexcept;
#endif
  bool setTacticSources(TacticSources tacticSources) noexcept;
  TacticSources getTacticSources() const noexcept;
  nvinfer1::ITimingCache *createTimingCache(const void *blob, std::size_t size) const noexcept;
  bool setTimingCache(const ITimingCache &cache, bool ignoreMismatch) noexcept;
  const nvinfer1::ITimingCache *getTimingCache() const noexcept;
  void setMemoryPoolLimit(MemoryPoolType pool, std::size_t poolSize) noexcept;
  std::size_t getMemoryPoolLimit(MemoryPoolType pool) const noexcept;
  void setPreviewFeature(PreviewFeature feature, bool enable) noexcept;
  bool getPreviewFeature(PreviewFeature feature) const noexcept;
  void setBuilderOptimizationLevel(int32_t level) noexcept;
  int32_t getBuilderOptimizationLevel() noexcept;
  void setHardwareCompatibilityLevel(HardwareCompatibilityLevel hardwareCompatibilityLevel) noexcept;
  HardwareCompatibilityLevel getHardwareCompatibilityLevel() const noexcept;
  void setPluginsToSerialize(const char *const *paths, int32_t nbPaths) noexcept;
  const char *getPluginToSerialize(int32_t index) const noexcept;
  int32_t getNbPluginsToSerialize() const noexcept;
#if !TENSORRT_ONLY || (TENSORRT_SINCE(1100))
  bool setMaxAuxStreams(int32_t nbStreams) noexcept;
#endif
#if TENSORRT_ONLY && TENSORRT_UNTIL(1100)
  void setMaxAuxStreams(int32_t nbStreams) noexcept;
#endif
  int32_t getMaxAuxStreams() const noexcept;
#if TENSORRT_SINCE(1000)
  void setProgressMonitor(IProgressMonitor *monitor) noexcept;
  IProgressMonitor *getProgressMonitor() const noexcept;
#endif
#if TENSORRT_SINCE(1016)
  void setRuntimePlatform(RuntimePlatform runtimePlatform) noexcept;
  RuntimePlatform getRuntimePlatform() const noexcept;
  void setMaxNbTactics(int32_t maxNbTactics) noexcept;
  int32_t getMaxNbTactics() const noexcept;
  bool setTilingOptimizationLevel(TilingOptimizationLevel level) noexcept;
  TilingOptimizationLevel getTilingOptimizationLevel() const noexcept;
  bool setL2LimitForTiling(int64_t size) noexcept;
  int64_t getL2LimitForTiling() const noexcept;
  bool setRemoteAutoTuningConfig(const char *config) noexcept;
  const char *getRemoteAutoTuningConfig() const noexcept;
#endif
};
class IBuilder : public nvinfer1::INoCopy {
public:
  virtual ~IBuilder() noexcept;
#if TENSORRT_UNTIL(1000)
  void setMaxBatchSize(int32_t batchSize) noexcept;
  int32_t getMaxBatchSize() const noexcept;
#endif
#if TENSORRT_UNTIL(1100)
  bool platformHasFastFp16() const noexcept;
  bool platformHasFastInt8() const noexcept;
#endif
#if TENSORRT_UNTIL(1000)
  void destroy() noexcept;
#endif
  int32_t getMaxDLABatchSize() const noexcept;
  int32_t getNbDLACores() const noexcept;
  void setGpuAllocator(IGpuAllocator *allocator) noexcept;
  nvinfer1::IBuilderConfig *createBuilderConfig() noexcept;
  nvinfer1::INetworkDefinition *createNetworkV2(NetworkDefinitionCreationFlags flags) noexcept;
  nvinfer1::IOptimizationProfile *createOptimizationProfile() noexcept;
  void setErrorRecorder(IErrorRecorder *recorder) noexcept;
  IErrorRecorder *getErrorRecorder() const noexcept;
  void reset() noexcept;
#if TENSORRT_UNTIL(1100)
  bool platformHasTf32() const noexcept;
#endif
  nvinfer1::IHostMemory *buildSerializedNetwork(INetworkDefinition &network, IBuilderConfig &config) noexcept;
#if TENSORRT_SINCE(1016)
  nvinfer1::IHostMemory *buildSerializedNetwork(INetworkDefinition &network, IBuilderConfig &config, IHostMemory *&kernelText) noexcept;
  bool buildSerializedNetworkToStream(INetworkDefinition &network, IBuilderConfig &config, IStreamWriter &writer) noexcept;
#endif
  nvinfer1::ICudaEngine *buildEngineWithConfig(INetworkDefinition &network, IBuilderConfig &config) noexcept;
  bool isNetworkSupported(const INetworkDefinition &network, const IBuilderConfig &config) const noexcept;
  ILogger *getLogger() const noexcept;
  bool setMaxThreads(int32_t maxThreads) noexcept;
  int32_t getMaxThreads() const noexcept;
  IPluginRegistry &getPluginRegistry() noexcept;
};
IRuntime *createInferRuntime(ILogger &logger) noexcept;
IRefitter *createInferRefitter(ICudaEngine &engine, ILogger &logger) noexcept;
IBuilder *createInferBuilder(ILogger &logger) noexcept;
nvinfer1::IPluginRegistry *getBuilderPluginRegistry(nvinfer1::EngineCapability capability) noexcept;
#if TENSORRT_SINCE(1016)
bool setInternalLibraryPath(const AsciiChar *path) noexcept;
#endif
IBuilder *createInferBuilder(ILogger &logger) noexcept;
IRuntime *createInferRuntime(ILogger &logger) noexcept;
IRefitter *createInferRefitter(ICudaEngine &engine, ILogger &logger) noexcept;
template <typename Creator> class PluginRegistrar { public: PluginRegistrar(); };
template <typename T> constexpr int32_t EnumMax() noexcept { return 64; }
namespace plugin {
#if TENSORRT_UNTIL(1100)
enum class CodeTypeSSD : int32_t {
  CORNER,
  CENTER_SIZE,
  CORNER_SIZE,
  TF_CENTER,
};
#endif
#if TENSORRT_UNTIL(1000)
class Quadruple;
#endif
class PriorBoxParameters;
class RPROIParams;
class GridAnchorParameters;
#if TENSORRT_UNTIL(1100)
class DetectionOutputParameters;
#endif
class softmaxTree;
class RegionParameters;
#if TENSORRT_UNTIL(1100)
class NMSParameters;
#endif
#if TENSORRT_UNTIL(1000)
class Quadruple {
public:
#endif
#if TENSORRT_UNTIL(1000) && (TENSORRT_UNTIL(1000))
  int32_t data[4];
#endif
#if TENSORRT_UNTIL(1000)
};
#endif
class PriorBoxParameters {
public:
  float *minSize;
  float *maxSize;
  float *aspectRatios;
  int32_t numMinSize;
  int32_t numMaxSize;
  int32_t numAspectRatios;
  bool flip;
  bool clip;
  float variance[4];
  int32_t imgH;
  int32_t imgW;
  float stepH;
  float stepW;
  float offset;
};
class RPROIParams {
public:
  int32_t poolingH;
  int32_t poolingW;
  int32_t featureStride;
  int32_t preNmsTop;
  int32_t nmsMaxOut;
  int32_t anchorsRatioCount;
  int32_t anchorsScaleCount;
  float iouThreshold;
  float minBoxSize;
  float spatialScale;
};
class GridAnchorParameters {
public:
  float minSize;
  float maxSize;
  float *aspectRatios;
  int32_t numAspectRatios;
  int32_t H;
  int32_t W;
  float variance[4];
};
#if TENSORRT_UNTIL(1100)
class DetectionOutputParameters {
public:
#endif
#if TENSORRT_UNTIL(1100) && (TENSORRT_UNTIL(1100))
  bool shareLocation;
  bool varianceEncodedInTarget;
  int32_t backgroundLabelId;
  int32_t numClasses;
  int32_t topK;
  int32_t keepTopK;
  float confidenceThreshold;
  float nmsThreshold;
  CodeTypeSSD codeType;
  int32_t inputOrder[3];
  bool confSigmoid;
  bool isNormalized;
  bool isBatchAgnostic;
#endif
#if TENSORRT_UNTIL(1100)
};
#endif
class softmaxTree {
public:
  int32_t *leaf;
  int32_t n;
  int32_t *parent;
  int32_t *child;
  int32_t *group;
  char **name;
  int32_t groups;
  int32_t *groupSize;
  int32_t *groupOffset;
};
class RegionParameters {
public:
  int32_t num;
  int32_t coords;
  int32_t classes;
  softmaxTree *smTree;
};
#if TENSORRT_UNTIL(1100)
class NMSParameters {
public:
#endif
#if TENSORRT_UNTIL(1100) && (TENSORRT_UNTIL(1100))
  bool shareLocation;
  int32_t backgroundLabelId;
  int32_t numClasses;
  int32_t topK;
  int32_t keepTopK;
  float scoreThreshold;
  float iouThreshold;
  bool isNormalized;
#endif
#if TENSORRT_UNTIL(1100)
};
#endif
}
#if TENSORRT_UNTIL(1016)
namespace safe {
#if TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1016)
enum class RuntimeErrorType : uint64_t {
  kNAN_CONSUMED,
  kINF_CONSUMED,
  kGATHER_OOB,
  kSCATTER_OOB,
  kSCATTER_RACE,
};
#endif
#if TENSORRT_UNTIL(1016)
class IRuntime;
class ICudaEngine;
#endif
#if TENSORRT_UNTIL(1000)
class FloatingPointErrorInformation;
#endif
#if TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1016)
class RuntimeErrorInformation;
#endif
#if TENSORRT_UNTIL(1016)
class IExecutionContext;
class IPluginRegistry;
#endif
#if TENSORRT_UNTIL(1016)
class IRuntime {
public:
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_UNTIL(1016))
  virtual ICudaEngine *deserializeCudaEngine(const void *const blob, const std::size_t size) noexcept = 0;
  virtual void setGpuAllocator(IGpuAllocator *const allocator) noexcept = 0;
  virtual void setErrorRecorder(IErrorRecorder *const recorder) noexcept = 0;
  virtual IErrorRecorder *getErrorRecorder() const noexcept = 0;
  IRuntime();
  IRuntime(IRuntime &&);
#endif
#if TENSORRT_UNTIL(1016)
  virtual ~IRuntime() noexcept;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_UNTIL(1016))
  IRuntime &operator=(IRuntime &&);
#endif
#if TENSORRT_UNTIL(1016)
};
class ICudaEngine {
public:
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_UNTIL(1000))
  virtual std::int32_t getNbBindings() const noexcept = 0;
  virtual std::int32_t getBindingIndex(const AsciiChar *const name) const noexcept = 0;
  virtual const AsciiChar *getBindingName(const std::int32_t bindingIndex) const noexcept = 0;
  virtual bool bindingIsInput(const std::int32_t bindingIndex) const noexcept = 0;
  virtual Dims getBindingDimensions(const std::int32_t bindingIndex) const noexcept = 0;
  virtual DataType getBindingDataType(const std::int32_t bindingIndex) const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_UNTIL(1016))
  virtual IExecutionContext *createExecutionContext() noexcept = 0;
  virtual IExecutionContext *createExecutionContextWithoutDeviceMemory() noexcept = 0;
  virtual size_t getDeviceMemorySize() const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_UNTIL(1000))
  virtual std::int32_t getBindingBytesPerComponent(const std::int32_t bindingIndex) const noexcept = 0;
  virtual std::int32_t getBindingComponentsPerElement(const std::int32_t bindingIndex) const noexcept = 0;
  virtual TensorFormat getBindingFormat(const std::int32_t bindingIndex) const noexcept = 0;
  virtual std::int32_t getBindingVectorizedDim(const std::int32_t bindingIndex) const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_UNTIL(1016))
  virtual const AsciiChar *getName() const noexcept = 0;
  virtual void setErrorRecorder(IErrorRecorder *const recorder) noexcept = 0;
  virtual IErrorRecorder *getErrorRecorder() const noexcept = 0;
  ICudaEngine();
  ICudaEngine(ICudaEngine &&);
#endif
#if TENSORRT_UNTIL(1016)
  virtual ~ICudaEngine() noexcept;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_UNTIL(1016))
  ICudaEngine &operator=(ICudaEngine &&);
#endif
#if TENSORRT_UNTIL(1016) && ((TENSORRT_UNTIL(1016)) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1016))))
  virtual Dims getTensorShape(const AsciiChar *const tensorName) const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_ONLY && TENSORRT_UNTIL(1000))
  virtual Dims getTensorShape(const AsciiChar *tensorName) const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && ((TENSORRT_UNTIL(1016)) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1016))))
  virtual DataType getTensorDataType(const AsciiChar *const tensorName) const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_ONLY && TENSORRT_UNTIL(1000))
  virtual DataType getTensorDataType(const AsciiChar *tensorName) const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && ((TENSORRT_UNTIL(1016)) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1016))))
  virtual TensorIOMode getTensorIOMode(const AsciiChar *const tensorName) const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_ONLY && TENSORRT_UNTIL(1000))
  virtual TensorIOMode getTensorIOMode(const AsciiChar *tensorName) const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && ((TENSORRT_UNTIL(1016)) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1016))))
  virtual std::int32_t getTensorBytesPerComponent(const AsciiChar *const tensorName) const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_ONLY && TENSORRT_UNTIL(1000))
  virtual std::int32_t getTensorBytesPerComponent(const AsciiChar *tensorName) const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && ((TENSORRT_UNTIL(1016)) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1016))))
  virtual std::int32_t getTensorComponentsPerElement(const AsciiChar *const tensorName) const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_ONLY && TENSORRT_UNTIL(1000))
  virtual std::int32_t getTensorComponentsPerElement(const AsciiChar *tensorName) const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && ((TENSORRT_UNTIL(1016)) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1016))))
  virtual TensorFormat getTensorFormat(const AsciiChar *const tensorName) const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_ONLY && TENSORRT_UNTIL(1000))
  virtual TensorFormat getTensorFormat(const AsciiChar *tensorName) const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && ((TENSORRT_UNTIL(1016)) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1016))))
  virtual std::int32_t getTensorVectorizedDim(const AsciiChar *const tensorName) const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_ONLY && TENSORRT_UNTIL(1000))
  virtual std::int32_t getTensorVectorizedDim(const AsciiChar *tensorName) const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_UNTIL(1016))
  virtual std::int32_t getNbIOTensors() const noexcept = 0;
  virtual const AsciiChar *getIOTensorName(const std::int32_t index) const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016)
};
#endif
#if TENSORRT_UNTIL(1000)
class FloatingPointErrorInformation {
public:
#endif
#if TENSORRT_UNTIL(1000) && (TENSORRT_UNTIL(1000))
  int32_t nbNanErrors;
  int32_t nbInfErrors;
#endif
#if TENSORRT_UNTIL(1000)
};
#endif
#if TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1016)
class RuntimeErrorInformation {
public:
#endif
#if TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1016) && (TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1016))
  uint64_t bitMask;
#endif
#if TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1016)
};
#endif
#if TENSORRT_UNTIL(1016)
class IExecutionContext {
public:
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_UNTIL(1016))
  virtual const ICudaEngine &getEngine() const noexcept = 0;
  virtual void setName(const AsciiChar *const name) noexcept = 0;
  virtual const AsciiChar *getName() const noexcept = 0;
  virtual void setDeviceMemory(void *const memory) noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_UNTIL(1000))
  virtual Dims getStrides(const std::int32_t bindingIndex) const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_UNTIL(1016))
  virtual void setErrorRecorder(IErrorRecorder *const recorder) noexcept = 0;
  virtual IErrorRecorder *getErrorRecorder() const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_UNTIL(1000))
  virtual bool enqueueV2(void *const *const bindings, const cudaStream_t stream, const cudaEvent_t *const inputConsumed) noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_UNTIL(1016))
  IExecutionContext();
  IExecutionContext(IExecutionContext &&);
#endif
#if TENSORRT_UNTIL(1016)
  virtual ~IExecutionContext() noexcept;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_UNTIL(1016))
  IExecutionContext &operator=(IExecutionContext &&);
#endif
#if TENSORRT_UNTIL(1016) && ((TENSORRT_UNTIL(1016)) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1016))))
  virtual void setErrorBuffer(RuntimeErrorInformation *const buffer) noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_ONLY && TENSORRT_UNTIL(1000))
  virtual void setErrorBuffer(FloatingPointErrorInformation *const buffer) noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && ((TENSORRT_UNTIL(1016)) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1016))))
  virtual RuntimeErrorInformation *getErrorBuffer() const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_ONLY && TENSORRT_UNTIL(1000))
  virtual FloatingPointErrorInformation *getErrorBuffer() const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && ((TENSORRT_UNTIL(1016)) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1016))))
  virtual Dims getTensorStrides(const AsciiChar *const tensorName) const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_ONLY && TENSORRT_UNTIL(1000))
  virtual Dims getTensorStrides(const AsciiChar *tensorName) const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && ((TENSORRT_UNTIL(1016)) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1016))))
  virtual bool setInputTensorAddress(const AsciiChar *const tensorName, const void *const data) noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_ONLY && TENSORRT_UNTIL(1000))
  virtual bool setInputTensorAddress(const AsciiChar *tensorName, const void *data) noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && ((TENSORRT_UNTIL(1016)) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1016))))
  virtual bool setOutputTensorAddress(const AsciiChar *const tensorName, void *const data) noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_ONLY && TENSORRT_UNTIL(1000))
  virtual bool setOutputTensorAddress(const AsciiChar *tensorName, void *data) noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && ((TENSORRT_UNTIL(1016)) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1016))))
  virtual bool setInputConsumedEvent(const cudaEvent_t event) noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_ONLY && TENSORRT_UNTIL(1000))
  virtual bool setInputConsumedEvent(cudaEvent_t event) noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_UNTIL(1016))
  virtual cudaEvent_t getInputConsumedEvent() const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && ((TENSORRT_UNTIL(1016)) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1016))))
  virtual const void *getInputTensorAddress(const AsciiChar *const tensorName) const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_ONLY && TENSORRT_UNTIL(1000))
  virtual const void *getInputTensorAddress(const AsciiChar *tensorName) const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && ((TENSORRT_UNTIL(1016)) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1016))))
  virtual void *getOutputTensorAddress(const AsciiChar *const tensorName) const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_ONLY && TENSORRT_UNTIL(1000))
  virtual void *getOutputTensorAddress(const AsciiChar *tensorName) const noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && ((TENSORRT_UNTIL(1016)) && (!TENSORRT_ONLY || (TENSORRT_SINCE(1000) && TENSORRT_UNTIL(1016))))
  virtual bool enqueueV3(const cudaStream_t stream) noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_ONLY && TENSORRT_UNTIL(1000))
  virtual bool enqueueV3(cudaStream_t stream) noexcept = 0;
#endif
#if TENSORRT_UNTIL(1016)
};
class IPluginRegistry {
public:
#endif
#if TENSORRT_UNTIL(1016) && (TENSORRT_UNTIL(1016))
  virtual bool registerCreator(IPluginCreator &creator, const AsciiChar *const pluginNamespace) noexcept = 0;
  virtual IPluginCreator *const *getPluginCreatorList(int32_t *const numCreators) const noexcept = 0;
  virtual IPluginCreator *getPluginCreator(const AsciiChar *const pluginName, const AsciiChar *const pluginVersion, const AsciiChar *const pluginNamespace = "") noexcept = 0;
  virtual void setErrorRecorder(IErrorRecorder *const recorder) noexcept = 0;
  virtual IErrorRecorder *getErrorRecorder() const noexcept = 0;
  virtual bool deregisterCreator(const IPluginCreator &creator) noexcept = 0;
  IPluginRegistry();
  IPluginRegistry(IPluginRegistry &&);
  IPluginRegistry &operator=(IPluginRegistry &&);
#endif
#if TENSORRT_UNTIL(1016)
};
IRuntime *createInferRuntime(ILogger &logger) noexcept;
IPluginRegistry *getSafePluginRegistry() noexcept;
#endif
}
#endif
#if TENSORRT_UNTIL(1000)
namespace utils {
#if TENSORRT_UNTIL(1000)
bool reshapeWeights(const Weights &input, const int32_t *shape, const int32_t *shapeOrder, void *data, int32_t nbDims) noexcept;
bool reorderSubBuffers(void *input, const int32_t *order, int32_t num, int32_t size) noexcept;
bool transposeSubBuffers(void *input, DataType type, int32_t num, int32_t height, int32_t width) noexcept;
#endif
}
#endif
}
extern "C" nvinfer1::IPluginRegistry *getPluginRegistry() noexcept;
extern "C" int32_t getInferLibVersion() noexcept;
extern "C" nvinfer1::ILogger *getLogger() noexcept;
extern "C" bool initLibNvInferPlugins(void *logger, char const *libNamespace);
#define REGISTER_TENSORRT_PLUGIN(name) static nvinfer1::PluginRegistrar<name> registered##name {}
#endif
