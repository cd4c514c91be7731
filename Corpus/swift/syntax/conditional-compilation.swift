// `#if` wherever the language lets it stand; all of its branches are code.
import Kit
#if canImport(Glibc)
import Glibc
#elseif os(macOS) || os(iOS)
import Darwin
#else
#error("no library")
#endif

#if swift(>=6.0) && compiler(>=6.2) && hasFeature(TypedThrows)
let first = OldKit.fresh()
#elseif DEBUG
let first = OldKit.fresh() + 1
#else
let first = OldKit.fresh() + 2
#endif

enum Kind {
    case one
    #if DEBUG
    case two(OldKit.Name)
    #endif
}

struct Shape {
    #if os(Linux)
    @inlinable
    #else
    @usableFromInline
    #endif
    func draw() -> Int {
        #if arch(x86_64)
        return OldKit.fresh()
        #else
        return OldKit.fresh() + 3
        #endif
    }

    func view() -> OldKit.View {
        OldKit.View()
            #if os(iOS)
            .padding(OldKit.margin)
            #else
            .border(OldKit.margin)
            #endif
            .done()
    }
}

func look(_ kind: Kind) -> Int {
    switch kind {
    case .one: return 1
    #if DEBUG
    case .two: return OldKit.fresh()
    #endif
    }
}

#sourceLocation(file: "made.swift", line: 1)
let last = OldKit.fresh()
#sourceLocation()
