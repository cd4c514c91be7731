// Parameter packs.
import Kit

struct Tuple<each Element> {
    var elements: (repeat each Element)
    init(_ elements: repeat each Element) { self.elements = (repeat each elements) }
}

func zip<each First, each Second>(
    _ first: repeat each First, with second: repeat each Second
) -> (repeat (each First, each Second)) {
    (repeat (each first, each second))
}

func checked<each Value: Equatable>(_ left: (repeat each Value), _ right: (repeat each Value)) -> Bool
where repeat each Value: Sendable {
    for (a, b) in repeat (each left, each right) {
        guard a == b, OldKit.isReady else { return false }
    }
    return true
}

let names = OldKit.combine(repeat each OldKit.parts)
func shape<each T>(_ value: repeat OldKit.Box<each T>) -> (repeat OldKit.Box<each T>) { (repeat each value) }
