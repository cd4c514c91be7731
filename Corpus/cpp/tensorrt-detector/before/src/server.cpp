// Reads frames from standard input, writes boxes to standard output.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>

#include "detector/builder.hpp"
#include "detector/detector.hpp"

#if NV_TENSORRT_MAJOR < 8
#error "TensorRT 8 or later is needed"
#endif

namespace {

std::vector<char> planOf(const std::string& model) {
  const std::string cached = model + ".plan";
  if (std::ifstream file{cached, std::ios::binary}) {
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }
  detector::BuildOptions options;
  if (const char* images = std::getenv("CALIBRATION")) {
    options.precision = detector::Precision::integer;
    options.calibrationImages = images;
  }
  const auto plan = detector::buildPlan(model, options);
  std::ofstream(cached, std::ios::binary).write(plan.data(), static_cast<std::streamsize>(plan.size()));
  return plan;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) {
    std::cerr << "usage: detectord MODEL.onnx\n";
    return 64;
  }
  try {
    detector::Detector detector(planOf(arguments[1]));
    for (const auto& binding : detector.bindings()) {
      std::cerr << (binding.isInput ? "in  " : "out ") << binding.name << '\n';
    }
    std::vector<float> frame(3 * 640 * 640);
    while (std::cin.read(reinterpret_cast<char*>(frame.data()), std::streamsize(frame.size() * sizeof(float)))) {
      const auto boxes = detector.detect(frame, 1);
      std::cout.write(reinterpret_cast<const char*>(boxes.data()), std::streamsize(boxes.size() * sizeof(float)));
    }
  } catch (const std::exception& error) {
    std::cerr << "detectord: " << error.what() << '\n';
    return 70;
  }
  return 0;
}
