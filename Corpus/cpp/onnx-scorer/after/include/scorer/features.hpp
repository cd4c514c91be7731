// Lines of text become rows of numbers.
#pragma once

#include <string>
#include <vector>

namespace scorer {

struct Rows {
  size_t columns = 0;
  std::vector<float> values;
  size_t count() const { return columns ? values.size() / columns : 0; }
};

/// Reads numbers separated by commas; a missing one is not a number.
bool addRow(const std::string& line, Rows& rows);

}  // namespace scorer
