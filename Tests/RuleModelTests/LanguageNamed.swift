// The language that a pack's rule text is read by in these tests.

import ClangLanguage
import Semantics

/// C++ reads its own rule text, and needs no libclang for it; every other language's is read as Python's.
func languageNamed(_ name: String) -> any Language {
  name == "cpp" ? ClangLanguage(SurveyService(.here)) : TestLanguage(name: name)
}
