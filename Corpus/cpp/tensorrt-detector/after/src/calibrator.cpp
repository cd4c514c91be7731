#include "detector/calibrator.hpp"

#include <cstring>
#include <filesystem>
#include <fstream>

namespace detector {

Calibrator::Calibrator(const std::string& folder, int side) : input_(size_t(3) * side * side * sizeof(float)) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".bin") files_.push_back(entry.path().string());
  }
}

bool Calibrator::getBatch(void* bindings[], const char* names[], int32_t count) noexcept {
  if (next_ == files_.size() || count != 1 || std::strcmp(names[0], "images") != 0) return false;
  std::ifstream file(files_[next_++], std::ios::binary);
  std::vector<char> pixels(input_.bytes());
  if (!file.read(pixels.data(), static_cast<std::streamsize>(pixels.size()))) return false;
  if (cudaMemcpy(input_.data(), pixels.data(), pixels.size(), cudaMemcpyHostToDevice) != cudaSuccess) return false;
  bindings[0] = input_.data();
  return true;
}

const void* Calibrator::readCalibrationCache(size_t& length) noexcept {
  length = cache_.size();
  return cache_.empty() ? nullptr : cache_.data();
}

void Calibrator::writeCalibrationCache(const void* data, size_t length) noexcept {
  const char* bytes = static_cast<const char*>(data);
  cache_.assign(bytes, bytes + length);
}

}  // namespace detector
