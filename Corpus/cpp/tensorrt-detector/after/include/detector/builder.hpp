// From a model in ONNX to a plan of TensorRT.
#pragma once

#include <string>
#include <vector>

#include "detector/device.hpp"

namespace detector {

enum class Precision { full, half, integer };

struct BuildOptions {
  Precision precision = Precision::half;
  size_t workspace = size_t{1} << 30;
  int largestBatch = 8;
  int side = 640;
  std::string calibrationImages;
  bool refittable = false;
};

std::vector<char> buildPlan(const std::string& onnx, const BuildOptions& options);

}  // namespace detector
