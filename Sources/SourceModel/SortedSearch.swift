// Search in what is sorted.

extension RandomAccessCollection where Index == Int {
  /// The first place whose element satisfies `condition`, given that all after it do too. Logarithmic.
  @inlinable package func firstPlace(where condition: (Element) -> Bool) -> Int {
    var low = startIndex
    var high = endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
