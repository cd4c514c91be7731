// What sources have in common that begin alike.

import Synchronization

/// A beginning that several sources share byte for byte: complete statements, after which each goes on in its own way.
///
/// The language that analyses the first of them leaves here what it found in that beginning, for the others.
package final class CommonBeginning: Sendable {
  /// In bytes.
  package let length: UInt32
  private let found = Mutex<(any Sendable)?>(nil)

  package init(length: UInt32) { self.length = length }

  package var finding: (any Sendable)? { found.withLock { $0 } }
  package func leave(_ finding: any Sendable) { found.withLock { $0 = finding } }
}
