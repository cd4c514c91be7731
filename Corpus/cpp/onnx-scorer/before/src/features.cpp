#include "scorer/features.hpp"

#include <cmath>
#include <cstdlib>

namespace scorer {

bool addRow(const std::string& line, Rows& rows) {
  std::vector<float> row;
  size_t start = 0;
  while (start <= line.size()) {
    size_t end = line.find(',', start);
    if (end == std::string::npos) end = line.size();
    const std::string field = line.substr(start, end - start);
    char* rest = nullptr;
    const float value = std::strtof(field.c_str(), &rest);
    if (rest && *rest != '\0') return false;
    row.push_back(field.empty() ? std::nanf("") : value);
    start = end + 1;
  }
  if (rows.columns == 0) rows.columns = row.size();
  if (row.size() != rows.columns) return false;
  rows.values.insert(rows.values.end(), row.begin(), row.end());
  return true;
}

}  // namespace scorer
