// Regular expressions as literals, bare and extended.
import Kit

let word = /[A-Za-z]+/
let dated = /(?<year>\d{4})-(?<month>\d{2})/
let path = #/usr/(?:local/)?bin/#
let spaced = #/
  (?<key> \w+ ) \s* = \s*   # the name
  (?<value> .* )            # all the rest
/#
let quotient = 12 / 4 / 3
func isWord(_ text: String) -> Bool {
    text.wholeMatch(of: /\w+/) != nil && OldKit.check(text, against: /a\/b/)
}
let used = [/a/, /b+/].map { OldKit.regex($0) }
