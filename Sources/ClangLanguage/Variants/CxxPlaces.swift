// The places in C++ code where expressions, names and types can stand.

/// One function around a use.
struct CxxPlace: Sendable {
  var title: String
  /// Whether the use must give a value.
  var needsValue = true
  /// Whether C has it, too.
  var isC = false
  /// The function's number, its parameters, what it begins with, and the use.
  var write: @Sendable (_ number: Int, _ parameters: String, _ opening: String, _ use: String) -> String

  /// Where calls stand, and everything else that gives a value.
  static let values: [CxxPlace] = [
    CxxPlace(title: "a statement", needsValue: false, isC: true) { "void use_\($0)(\($1)) { \($2)\($3); }" },
    CxxPlace(title: "an auto variable") { "void use_\($0)(\($1)) { \($2)auto result = \($3); (void)result; }" },
    CxxPlace(title: "in a lambda", needsValue: false) {
      "void use_\($0)(\($1)) { \($2)auto later = [&]() { \($3); }; later(); }"
    },
    CxxPlace(title: "in a template", needsValue: false) {
      "template <typename Any> Any use_\($0)(Any any_value\($1.isEmpty ? "" : ", ")\($1)) { \($2)\($3); return any_value; }"
    },
    CxxPlace(title: "in a macro's argument", needsValue: false, isC: true) {
      "#define HOLD_\($0)(statement) do { statement; } while (0)\nvoid use_\($0)(\($1)) { \($2)HOLD_\($0)(\($3)); }"
    },
    CxxPlace(title: "as an argument") {
      "template <typename Given> void keep_\($0)(Given &&given);\nvoid use_\($0)(\($1)) { \($2)keep_\($0)(\($3)); }"
    },
    CxxPlace(title: "returned") { "decltype(auto) use_\($0)(\($1)) { \($2)return \($3); }" },
    CxxPlace(title: "in a namespace of the project", needsValue: false) {
      "namespace project_\($0) {\nvoid use_\($0)(\($1)) {\n  \($2)\($3);\n}\n}"
    },
    CxxPlace(title: "in a branch", needsValue: false, isC: true) {
      "void use_\($0)(\($1)) {\n  \($2)for (int turn = 0; turn < 2; ++turn)\n    if (turn) \($3);\n    else break;\n}"
    },
    CxxPlace(title: "in a member function", needsValue: false) {
      "struct Holder_\($0) {\n  void use_\($0)(\($1)) const {\n    \($2)\($3);\n  }\n};"
    },
    CxxPlace(title: "in a list") { "void use_\($0)(\($1)) { \($2)auto results = {\($3)}; (void)results; }" },
  ]

  /// Where constants stand besides.
  static let constants: [CxxPlace] = [
    CxxPlace(title: "compared", isC: true) { "int use_\($0)(int given) { \($2)return given == (int)(\($3)); }" },
    CxxPlace(title: "cast") { "int use_\($0)() { \($2)return static_cast<int>(\($3)); }" },
    CxxPlace(title: "an element", isC: true) {
      "void use_\($0)() { \($2)int values[] = {(int)\($3), 1}; (void)values; }"
    },
    CxxPlace(title: "a choice") { "auto use_\($0)(bool given) { \($2)return given ? \($3) : \($3); }" },
  ]

  /// Where functions stand without a call.
  static let names: [CxxPlace] = [
    CxxPlace(title: "its address") { "void use_\($0)() { \($2)auto kept = &\($3); (void)kept; }" },
    CxxPlace(title: "kept") { "void use_\($0)() { \($2)auto kept = \($3); (void)kept; }" },
    CxxPlace(title: "passed on") {
      "template <typename Given> void keep_\($0)(Given given);\nvoid use_\($0)() { \($2)keep_\($0)(\($3)); }"
    },
  ]

  /// Where types stand.
  static let types: [CxxPlace] = [
    CxxPlace(title: "a pointer's type", isC: true) { "void use_\($0)() { \($2)\($3) *made = 0; (void)made; }" },
    CxxPlace(title: "a variable's type", isC: true) { "void use_\($0)() { \($2)\($3) made; (void)made; }" },
    CxxPlace(title: "cast to") { "void *use_\($0)(void *given) { \($2)return static_cast<\($3) *>(given); }" },
    CxxPlace(title: "a template's argument") {
      "template <typename Held> struct Box_\($0) { Held *held; };\n"
        + "void use_\($0)() { \($2)Box_\($0)<\($3)> box; (void)box; }"
    },
    CxxPlace(title: "a lambda's parameter") {
      "void use_\($0)() { \($2)auto later = [](const \($3) *given) { return given; }; (void)later; }"
    },
    CxxPlace(title: "an alias") { "void use_\($0)() { \($2)using Kept = \($3); Kept *made = nullptr; (void)made; }" },
    CxxPlace(title: "a typedef", isC: true) {
      "void use_\($0)() { \($2)typedef \($3) Kept; Kept *made = 0; (void)made; }"
    },
    CxxPlace(title: "in a macro's argument", isC: true) {
      "#define HOLD_\($0)(statement) do { statement; } while (0)\nvoid use_\($0)() { \($2)HOLD_\($0)(\($3) *made = 0; (void)made); }"
    },
  ]
}

/// A way to have the value that a member function is called on.
struct CxxReceiver: Sendable {
  var title: String
  /// What stands before the function.
  var lines: @Sendable (_ number: Int, _ type: String) -> String = { _, _ in "" }
  /// The function's parameter; empty where it takes none.
  var parameter: @Sendable (_ number: Int, _ type: String) -> String
  /// What the function begins with.
  var opening = ""
  var text: @Sendable (_ number: Int) -> String = { _ in name }
  var access: String
  var include: String?
  /// Whether it is a plain pointer, which alone can be deleted.
  var isPointer = false
  /// Whether having it is a call, which may be neither left out nor done twice.
  var isCall = false

  /// What stands for the value.
  static let name = "subject_value"

  static let all: [CxxReceiver] = [
    CxxReceiver(title: "of a pointer", parameter: { "\($1) *\(name)" }, access: "->", isPointer: true),
    CxxReceiver(title: "of a reference", parameter: { "\($1) &\(name)" }, access: "."),
    CxxReceiver(
      title: "of a std::unique_ptr", parameter: { "std::unique_ptr<\($1)> &\(name)" }, access: "->", include: "<memory>"
    ),
    CxxReceiver(
      title: "of a temporary", lines: { "\($1) &make_\($0)();\n" }, parameter: { _, _ in "" }, text: { "make_\($0)()" },
      access: ".", isCall: true),
    CxxReceiver(
      title: "of a temporary pointer", lines: { "\($1) *make_\($0)();\n" }, parameter: { _, _ in "" },
      text: { "make_\($0)()" }, access: "->", isPointer: true, isCall: true),
    CxxReceiver(
      title: "of an auto variable", parameter: { "\($1) *origin" }, opening: "auto \(name) = origin; ", access: "->",
      isPointer: true),
    CxxReceiver(
      title: "of an auto reference", parameter: { "\($1) &origin" }, opening: "auto &\(name) = origin; ", access: "."),
    CxxReceiver(
      title: "of what a pointer points to", parameter: { "\($1) *\(name)" }, text: { _ in "(*\(name))" }, access: "."),
    CxxReceiver(
      title: "of a smart pointer",
      lines: { number, _ in "template <typename Held> struct Owner_\(number) { Held *operator->() const; };\n" },
      parameter: { "Owner_\($0)<\($1)> \(name)" }, access: "->"),
    CxxReceiver(
      title: "of an element", parameter: { "\($1) **items" }, text: { _ in "items[0]" }, access: "->", isPointer: true),
    CxxReceiver(
      title: "of a member", lines: { "struct Part_\($0) { \($1) *part; };\n" },
      parameter: { number, _ in "Part_\(number) &whole" },
      text: { _ in "whole.part" }, access: "->", isPointer: true),
    CxxReceiver(
      title: "of a std::shared_ptr", parameter: { "const std::shared_ptr<\($1)> &\(name)" }, access: "->",
      include: "<memory>"),
  ]
}
