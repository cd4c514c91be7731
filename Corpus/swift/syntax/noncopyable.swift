// Types that are not copied, and who owns their values.
import Kit

struct Handle: ~Copyable {
    private let number: Int32

    init(_ number: Int32) { self.number = number }

    borrowing func peek() -> Int32 { number }
    consuming func close() {
        OldKit.close(number)
        discard self
    }
    mutating func reset() { self = Handle(OldKit.fresh()) }

    deinit { OldKit.close(number) }
}

enum Slot<Value: ~Copyable>: ~Copyable {
    case empty
    case full(Value)
}

extension Slot: Copyable where Value: Copyable {}

func pass(_ handle: borrowing Handle, to other: consuming Handle, and last: inout Handle) -> Handle {
    _ = handle.peek()
    last = Handle(OldKit.fresh())
    let moved = consume other
    return moved
}

func twice<T: ~Copyable & ~Escapable>(_ value: borrowing T) {}

func copied(_ name: String) -> String {
    let second = copy name
    return OldKit.join(second, name)
}
