// Shows the builder images, so that it finds scales for numbers of 8 bits.
#pragma once

#include <string>
#include <vector>

#include "detector/device.hpp"

namespace detector {

class Calibrator : public nvinfer1::IInt8EntropyCalibrator2 {
 public:
  Calibrator(const std::string& folder, int side);

  int32_t getBatchSize() const noexcept override { return 1; }
  bool getBatch(void* bindings[], const char* names[], int32_t count) noexcept override;
  const void* readCalibrationCache(size_t& length) noexcept override;
  void writeCalibrationCache(const void* data, size_t length) noexcept override;

 private:
  std::vector<std::string> files_;
  size_t next_ = 0;
  Buffer input_;
  std::vector<char> cache_;
};

}  // namespace detector
