// A model: what goes in, what comes out, what it says of itself.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "scorer/session.hpp"

namespace scorer {

struct Port {
  std::string name;
  ONNXTensorElementDataType type;
  std::vector<int64_t> shape;
};

struct About {
  std::string producer, graph, description, domain;
  int64_t version = 0;
  std::map<std::string, std::string> more;
};

class Model {
 public:
  Model(const std::string& path, const SessionSettings& settings);
  ~Model();

  const std::vector<Port>& inputs() const { return inputs_; }
  const std::vector<Port>& outputs() const { return outputs_; }
  About about() const;

  /// One row of numbers for each of `rows`; gives the last output, as numbers.
  std::vector<float> score(const std::vector<float>& features, size_t rows);
  std::vector<float> scoreHalf(const std::vector<uint16_t>& features, size_t rows);

 private:
  std::vector<float> run(Ort::Value input);
  static std::vector<int64_t> shapeOf(const Port& port, size_t rows);

  Ort::Session session_;
  Ort::MemoryInfo memory_;
  std::vector<Port> inputs_, outputs_;
  std::vector<const char*> inputNames_, outputNames_;
  bool profiles_;
};

}  // namespace scorer
