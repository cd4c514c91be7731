#include "scorer/session.hpp"

#include <cstdio>

namespace scorer {

Environment& Environment::shared() {
  static Environment environment;
  return environment;
}

Environment::Environment() : env_(ORT_LOGGING_LEVEL_WARNING, "scorer") { env_.DisableTelemetryEvents(); }

Ort::SessionOptions optionsOf(const SessionSettings& settings) {
  Ort::SessionOptions options;
  options.SetIntraOpNumThreads(settings.threads)
      .SetInterOpNumThreads(1)
      .SetGraphOptimizationLevel(GraphOptimizationLevel::ORT_ENABLE_ALL)
      .SetExecutionMode(ExecutionMode::ORT_SEQUENTIAL);
  options.AddConfigEntry("session.set_denormal_as_zero", "1");
  if (settings.profiling) options.EnableProfiling(ORT_TSTR("scorer"));
  if (settings.device >= 0) {
    OrtCUDAProviderOptions cuda{};
    cuda.device_id = settings.device;
    cuda.cudnn_conv_algo_search =
        settings.searchesExhaustively ? OrtCudnnConvAlgoSearch::EXHAUSTIVE : OrtCudnnConvAlgoSearch::DEFAULT;
    cuda.gpu_mem_limit = settings.deviceMemory;
    cuda.do_copy_in_default_stream = 1;
    options.AppendExecutionProvider_CUDA(cuda);
  }
  return options;
}

Ort::Session open(const std::string& path, const SessionSettings& settings) {
  try {
    return Ort::Session(Environment::shared().env(), path.c_str(), optionsOf(settings));
  } catch (const Ort::Exception& error) {
    std::fprintf(stderr, "cannot open %s (%d): %s\n", path.c_str(), static_cast<int>(error.GetOrtErrorCode()), error.what());
    throw;
  }
}

std::string endProfiling(Ort::Session& session) {
  Ort::AllocatorWithDefaultOptions allocator;
  char* file = session.EndProfiling(allocator);
  const std::string name = file;
  allocator.Free(file);
  return name;
}

}  // namespace scorer
