// Tells from the indices of a loop how the elements of pixels come to lie.

import Semantics

/// What writing elements one by one does to their order.
enum ElementLayout: Hashable {
  case known(isPlanar: Bool, isReversed: Bool)
  /// Elements go where they came from.
  case same
  case unknown

  init(_ writes: [(index: IndexTerms?, source: ElementWrite.Source)]) {
    guard let first = writes.first, let index = first.index, let source = first.source.index else {
      self = .unknown
      return
    }
    if writes.count == 1 {
      self = Self.looped(index, source, first.source.isWithinPixel)
    } else {
      self = Self.unrolled(writes)
    }
  }

  /// The channel is the variable that, in the source, counts by one where another counts by whole pixels.
  private static func looped(_ index: IndexTerms, _ source: IndexTerms, _ isWithinPixel: Bool) -> ElementLayout {
    // A row, or all of it, as it lies.
    if !isWithinPixel, source.terms.allSatisfy({ index.terms[$0.key] == $0.value }) { return .same }
    let hasPixels =
      isWithinPixel
      || source.terms.contains { term in
        [3, 4].contains(term.value) && !term.key.isEmpty
          || term.key.split(separator: "*").contains { $0.hasSuffix("hannels") }
      }
    let channels = source.terms.filter { abs($0.value) == 1 && !$0.key.isEmpty && !$0.key.contains("*") }
    // Within a pixel there is nothing else; beside a pixel's offset, a column of its own may count by one, too.
    let fitting = channels.filter { channel in
      index.terms.contains { $0.key.split(separator: "*").contains { $0 == channel.key } }
    }.sorted { $0.key < $1.key }
    let planar = fitting.first { channel in
      index.terms.contains { $0.key.contains("*") && $0.key.split(separator: "*").contains { $0 == channel.key } }
    }
    guard hasPixels, let channel = planar ?? (fitting.count == 1 ? fitting.first : nil) else { return .unknown }
    let target = index.terms.first { $0.key.split(separator: "*").contains { $0 == channel.key } }
    let isReversed = (channel.value < 0) != ((target?.value ?? 1) < 0)
    // `2 - c` is the other way round; anything else but `c` is something else.
    guard source.constant == (channel.value < 0 ? 2 : 0) || index.constant == (target?.value ?? 1 < 0 ? 2 : 0) else {
      return .unknown
    }
    return .known(isPlanar: planar != nil, isReversed: isReversed)
  }

  /// One write for each channel: what lies between their targets is a plane or a channel.
  private static func unrolled(_ writes: [(index: IndexTerms?, source: ElementWrite.Source)]) -> ElementLayout {
    var places: [(channel: Int, index: IndexTerms)] = []
    for write in writes {
      guard let index = write.index, let source = write.source.index else { return .unknown }
      places.append((source.constant, index))
    }
    let channels = Set(places.map(\.channel))
    guard channels == Set(0..<places.count), places.count == 3 else { return .unknown }
    for base in places {
      let steps = places.map { ($0.channel, ($0.index - base.index).terms) }
      var unit: String?
      var order: [Int: Int] = [:]
      for (channel, terms) in steps {
        if terms.isEmpty {
          order[0] = channel
        } else if terms.count == 1, let term = terms.first, unit == nil || unit == term.key {
          unit = term.key
          order[term.value] = channel
        }
      }
      guard let unit, order.count == 3, order[0] != nil, order[1] != nil, order[2] != nil else { continue }
      let isStraight = order[0] == 0 && order[1] == 1 && order[2] == 2
      let isReversed = order[0] == 2 && order[1] == 1 && order[2] == 0
      guard isStraight || isReversed else { return .unknown }
      return .known(isPlanar: !unit.isEmpty, isReversed: isReversed)
    }
    return .unknown
  }
}
