// Strings with other code inside.
import Kit

let plain = "a \(OldKit.defaultName) b \("nested \(OldKit.fresh() + 1)")"
let raw = #"a \(not) \#(OldKit.defaultName) "quoted""#
let deep = ##"""
    several lines \#(not) \##(OldKit.join("a", #"b\#(OldKit.fresh())"#))
      kept
    """##
let lines = """
    first \
    second \(OldKit.defaultName, format: .short)
    \("""
    inner \(OldKit.fresh())
    """)
    """
let emoji = "🦤 \(OldKit.defaultName) é\u{301}"
let escaped = "\t\\ \"OldKit.fresh()\" \u{1F9A4}"
