// Rows of numbers in as little memory as holds them exactly: a document of zeros and ones is eight times as large in doubles.

/// Numbers that are all small and whole, all singles, or doubles.
package struct PackedNumbers: Sendable {
  private enum Storage: Sendable {
    case whole([Int8])
    case single([Float])
    case double([Double])
  }
  private let storage: Storage

  package init(_ numbers: [Double]) {
    if numbers.allSatisfy({ Int8(exactly: $0).map { Double($0).bitPattern } == $0.bitPattern }) {
      storage = .whole(numbers.map { Int8($0) })
    } else if numbers.allSatisfy({ Double(Float($0)).bitPattern == $0.bitPattern }) {
      storage = .single(numbers.map { Float($0) })
    } else {
      storage = .double(numbers)
    }
  }

  package var count: Int {
    switch storage {
    case .whole(let numbers): numbers.count
    case .single(let numbers): numbers.count
    case .double(let numbers): numbers.count
    }
  }

  /// As they were given.
  package var doubles: [Double] {
    switch storage {
    case .whole(let numbers): numbers.map(Double.init)
    case .single(let numbers): numbers.map(Double.init)
    case .double(let numbers): numbers
    }
  }
}

extension PackedNumbers: Equatable {
  package static func == (left: PackedNumbers, right: PackedNumbers) -> Bool { left.doubles == right.doubles }
}
