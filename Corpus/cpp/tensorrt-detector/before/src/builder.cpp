#include "detector/builder.hpp"

#include <NvOnnxParser.h>

#include "detector/calibrator.hpp"

namespace detector {
namespace {

using namespace nvinfer1;

// The head of the exported model is only a resize and a pooling; it is put on here.
ITensor* addHead(INetworkDefinition& network, ITensor& features) {
  IPoolingLayer* pool = network.addPooling(features, PoolingType::kMAX, DimsHW{2, 2});
  pool->setStride(DimsHW{2, 2});
  pool->setPadding(DimsHW(0, 0));

  IResizeLayer* resize = network.addResize(*pool->getOutput(0));
  const float scales[] = {1.0f, 1.0f, 2.0f, 2.0f};
  resize->setScales(scales, 4);
  resize->setResizeMode(ResizeMode::kLINEAR);
  resize->setAlignCorners(false);
  return resize->getOutput(0);
}

void configure(IBuilder& builder, IBuilderConfig& config, const BuildOptions& options, Calibrator* calibrator) {
  config.setMaxWorkspaceSize(options.workspace);
  config.setAvgTimingIterations(4);
  config.setFlag(BuilderFlag::kENABLE_TACTIC_HEURISTIC);
  config.setProfilingVerbosity(ProfilingVerbosity::kVERBOSE);
  config.setEngineCapability(EngineCapability::kDEFAULT);
  if (options.refittable) config.setFlag(BuilderFlag::kREFIT);
  if (options.precision == Precision::half && builder.platformHasFastFp16()) {
    config.setFlag(BuilderFlag::kFP16);
  }
  if (options.precision == Precision::integer && builder.platformHasFastInt8()) {
    config.setFlag(BuilderFlag::kINT8);
    config.setInt8Calibrator(calibrator);
  }
}

}  // namespace

std::vector<char> buildPlan(const std::string& onnx, const BuildOptions& options) {
  Owned<IBuilder> builder{createInferBuilder(Logger::shared())};
  const auto explicitBatch = 1U << static_cast<uint32_t>(NetworkDefinitionCreationFlag::kEXPLICIT_BATCH);
  Owned<INetworkDefinition> network{builder->createNetworkV2(explicitBatch)};

  auto parser = nvonnxparser::createParser(*network, Logger::shared());
  if (!parser->parseFromFile(onnx.c_str(), static_cast<int>(ILogger::Severity::kWARNING))) {
    const std::string reason = parser->getNbErrors() > 0 ? parser->getError(0)->desc() : "unknown";
    parser->destroy();
    throw std::runtime_error("cannot read " + onnx + ": " + reason);
  }

  ITensor* head = addHead(*network, *network->getOutput(0));
  head->setName("boxes");
  network->markOutput(*head);

  Owned<IBuilderConfig> config{builder->createBuilderConfig()};
  std::unique_ptr<Calibrator> calibrator;
  if (options.precision == Precision::integer) {
    calibrator = std::make_unique<Calibrator>(options.calibrationImages, options.side);
  }
  configure(*builder, *config, options, calibrator.get());

  IOptimizationProfile* profile = builder->createOptimizationProfile();
  const char* input = network->getInput(0)->getName();
  profile->setDimensions(input, OptProfileSelector::kMIN, Dims4(1, 3, options.side, options.side));
  profile->setDimensions(input, OptProfileSelector::kOPT, Dims4(options.largestBatch / 2, 3, options.side, options.side));
  profile->setDimensions(input, OptProfileSelector::kMAX, Dims4(options.largestBatch, 3, options.side, options.side));
  config->addOptimizationProfile(profile);

  Owned<IHostMemory> plan{builder->buildSerializedNetwork(*network, *config)};
  parser->destroy();  // the network was read from it
  if (!plan) throw std::runtime_error("no engine could be built of " + onnx);
  const char* bytes = static_cast<const char*>(plan->data());
  return {bytes, bytes + plan->size()};
}

}  // namespace detector
