// Result builders, as attributes of declarations and of parameters.
import Kit

@resultBuilder
enum Lines {
    static func buildBlock(_ parts: [String]...) -> [String] { parts.flatMap { $0 } }
    static func buildExpression(_ line: String) -> [String] { [line] }
    static func buildOptional(_ part: [String]?) -> [String] { part ?? [] }
    static func buildEither(first: [String]) -> [String] { first }
    static func buildEither(second: [String]) -> [String] { second }
    static func buildArray(_ parts: [[String]]) -> [String] { parts.flatMap { $0 } }
    static func buildLimitedAvailability(_ part: [String]) -> [String] { part }
}

struct Page {
    @Lines var head: [String] {
        "title"
        OldKit.line("model")
    }

    func body(@Lines _ content: () -> [String]) -> [String] { content() }
}

let page = Page().body {
    "first"
    if OldKit.isReady { OldKit.line("ready") } else { "waiting" }
    for number in 0..<3 {
        "\(number): \(OldKit.line("x"))"
    }
    if #available(macOS 14, *) {
        OldKit.line("new")
    }
    switch OldKit.mode {
    case .fast: "fast"
    case .slow: "slow"
    }
}
