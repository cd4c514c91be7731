// The languages the program knows, handed to the engine here and nowhere else.

import PythonLanguage
import Semantics

/// The Python front end.
enum PythonFrontEnd {
  static let language: any Language = PythonLanguage()
}
