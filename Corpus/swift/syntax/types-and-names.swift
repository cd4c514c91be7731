// What newer releases of the language let types and names be.
import Kit

typealias Maker = @Sendable (OldKit.Name) async throws -> some Collection<OldKit.Name>
func opaque() -> some OldKit.Shape { OldKit.Square() }
func boxed(_ shape: any OldKit.Shape & Sendable, _ kind: (any OldKit.Shape).Type) {}
func `names with blanks may call OldKit`() -> OldKit.Name? { OldKit.Name("x") }
struct Grid<let width: Int> { var cells: [4 of OldKit.Name]; var other: InlineArray<4, OldKit.Name> }

@dynamicMemberLookup @propertyWrapper struct Wrapped<Value> {
    var wrappedValue: Value
    var projectedValue: OldKit.Box<Value> { OldKit.Box(wrappedValue) }
    subscript<Member>(dynamicMember path: KeyPath<Value, Member>) -> Member { wrappedValue[keyPath: path] }
    static subscript(_ name: String) -> OldKit.Name { OldKit.Name(name) }
    func callAsFunction(_ value: borrowing OldKit.Name, _ rest: OldKit.Name...,) {}
}

func use(_ optional: OldKit.Name?) {
    if let optional, case .some(let inner) = OldKit.find(optional), #unavailable(macOS 14) { _ = inner }
    guard let optional else { return }
    let path = \OldKit.Name.text.count
    let pair = (a: OldKit.fresh(), b: [OldKit.fresh(): OldKit.Name("k"),],)
    let pointer = unsafe OldKit.pointer
    defer { OldKit.close(2) }
    repeat { _ = OldKit.fresh() } while OldKit.isReady
    label: for case let (key, value)? in [pair] as [(Int, Any)?] where key > 0 { continue label; _ = value }
    _ = (path, pointer, optional)
}
infix operator <+>: AdditionPrecedence
precedencegroup Kept {
    higherThan: AdditionPrecedence
    associativity: left
}
func <+> (left: OldKit.Name, right: OldKit.Name) -> OldKit.Name { left }
extension [OldKit.Name]: @retroactive Identifiable { public var id: Int { OldKit.fresh() } }
