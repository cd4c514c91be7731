// Scores the rows on standard input.
#include <iostream>

#include "scorer/features.hpp"
#include "scorer/model.hpp"

int main(int count, char** arguments) {
  if (count < 2) {
    std::cerr << "usage: scored MODEL.onnx [threads]\n";
    return 64;
  }
  scorer::SessionSettings settings;
  if (count > 2) settings.threads = std::atoi(arguments[2]);
  try {
    scorer::Model model(arguments[1], settings);
    const scorer::About about = model.about();
    std::cerr << about.producer << " " << about.version << " (ONNX Runtime " << OrtGetApiBase()->GetVersionString()
              << ", interface " << ORT_API_VERSION << ")\n";
    scorer::Rows rows;
    for (std::string line; std::getline(std::cin, line);) {
      if (!scorer::addRow(line, rows)) std::cerr << "left out: " << line << '\n';
    }
    for (const float value : model.score(rows.values, rows.count())) std::cout << value << '\n';
  } catch (const std::exception& error) {
    std::cerr << "scored: " << error.what() << '\n';
    return 70;
  }
  return 0;
}
