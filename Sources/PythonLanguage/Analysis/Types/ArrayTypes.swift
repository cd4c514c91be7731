// What is known of arrays beyond what a surface can say: ranks, and what operators give.

import SourceModel

/// Facts about NumPy's arrays that depend on how a call is written.
enum ArrayTypes {
  static let array = "numpy.ndarray"

  static func isArray(_ type: String) -> Bool {
    type == array || type == "numpy.matrix" || type == "numpy.ma.MaskedArray"
  }

  /// Functions whose result has as many dimensions as their first argument's literal nesting or value.
  static let likeArgument: Set<String> = [
    "numpy.array", "numpy.asarray", "numpy.asanyarray", "numpy.ascontiguousarray", "numpy.asfortranarray",
    "numpy.copy", "numpy.zeros_like", "numpy.ones_like", "numpy.empty_like", "numpy.full_like", "numpy.sort",
    "numpy.clip", "numpy.cumsum", "numpy.cumprod", "numpy.abs", "numpy.sqrt", "numpy.exp", "numpy.log",
  ]
  /// Functions whose first argument is a shape.
  static let shaped: Set<String> = ["numpy.zeros", "numpy.ones", "numpy.empty", "numpy.full"]
  static let flat: Set<String> = [
    "numpy.arange", "numpy.linspace", "numpy.logspace", "numpy.ravel", "numpy.unique", "numpy.bincount",
    "numpy.flatnonzero", "numpy.in1d", "numpy.fromiter", "numpy.hanning", "numpy.hamming",
  ]
  static let square: Set<String> = ["numpy.eye", "numpy.identity", "numpy.vander", "numpy.tri"]
  static let flatteningMethods: Set<String> = ["ravel", "flatten"]
  static let keepingMethods: Set<String> = ["copy", "astype", "clip", "round", "view", "conj", "conjugate"]
}
