// The words of C++ that are no names.

/// What kind of word a keyword is to the reader.
enum CxxKeyword {
  /// A word that stands for a value.
  case value
  /// A word behind which brackets are no call: `if`, `while`, `return`, `new`.
  case statement
  case operatorName
  /// Any other: types, specifiers, casts.
  case other

  init?(_ text: some Sequence<UInt8>) {
    guard let found = Self.words[String(decoding: Array(text), as: UTF8.self)] else { return nil }
    self = found
  }

  private static let words: [String: CxxKeyword] = {
    var words: [String: CxxKeyword] = ["operator": .operatorName]
    for word in ["true", "false", "nullptr", "this"] { words[word] = .value }
    let statements = """
      if while for switch return else do case default break continue goto try catch throw new delete sizeof alignof
      alignas decltype noexcept typeid static_assert co_await co_return co_yield requires and or not xor
      """
    for word in statements.split(whereSeparator: { $0 == " " || $0 == "\n" }) { words[String(word)] = .statement }
    let others = """
      int char bool float double void long short unsigned signed auto const volatile static extern inline constexpr
      consteval constinit mutable register thread_local typedef using namespace class struct union enum template
      typename public private protected virtual explicit friend static_cast dynamic_cast const_cast reinterpret_cast
      wchar_t char8_t char16_t char32_t export concept asm restrict
      """
    for word in others.split(whereSeparator: { $0 == " " || $0 == "\n" }) { words[String(word)] = .other }
    return words
  }()
}
