// Ways to use an API in C++, made up to test what rules do to each of them.

import Semantics

/// Writes small files that use one API.
struct CxxVariants {
  private let subject: UsageSubject

  init(_ subject: UsageSubject) { self.subject = subject }

  /// None yet for members and headers, whose declarations only the library's headers give.
  func variants(limit: Int) -> [UsageVariant] { [] }
}
