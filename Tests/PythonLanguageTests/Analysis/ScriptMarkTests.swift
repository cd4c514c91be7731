// Which files are asked for a script's requirements.

import Semantics
import Testing

@testable import PythonLanguage

@Suite("The mark of a script's requirements")
struct ScriptMarkTests {
  private func mayRequire(_ text: String) -> Bool { PythonLanguage().mayRequire(ContiguousArray(text.utf8)) }

  @Test("it is found wherever it stands, among slashes too")
  func found() {
    for text in [
      "# /// script", "# /// script\n# dependencies = []\n# ///\n", "#!/usr/bin/env python\n# /// script\n",
      "a = b // c  # //////\n# /// /// script\n# /// script", "\u{FEFF}# /// script\r\n",
    ] {
      #expect(mayRequire(text), "\(text)")
    }
  }

  @Test("files without it are passed by")
  func passedBy() {
    for text in ["", "/", "# /// scrip", "#/// script", "# // script", "a / b // c\n# /// x script\n"] {
      #expect(!mayRequire(text), "\(text)")
    }
  }
}
