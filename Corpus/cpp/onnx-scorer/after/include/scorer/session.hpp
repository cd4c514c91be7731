// A session of ONNX Runtime and what it was made with.
#pragma once

#include <onnxruntime_cxx_api.h>

#include <memory>
#include <string>
#include <vector>

namespace scorer {

struct SessionSettings {
  int threads = 1;
  bool profiling = false;
  /// A device of CUDA; none below 0.
  int device = -1;
  size_t deviceMemory = size_t{2} << 30;
  bool searchesExhaustively = false;
};

/// Everything that has to live as long as the session.
class Environment {
 public:
  static Environment& shared();
  Ort::Env& env() { return env_; }
  const OrtApi& api() const { return *(&Ort::GetApi()); }

 private:
  Environment();
  Ort::Env env_;
};

Ort::SessionOptions optionsOf(const SessionSettings& settings);
Ort::Session open(const std::string& path, const SessionSettings& settings);

/// Ends profiling, if it was on, and gives the file written.
std::string endProfiling(Ort::Session& session);

}  // namespace scorer
