// Macros declared, written freestanding, and attached.
import Kit

@freestanding(expression)
macro stringify<T>(_ value: T) -> (T, String) = #externalMacro(module: "KitMacros", type: "Stringify")

@attached(member, names: named(init), arbitrary)
@attached(extension, conformances: Sendable)
macro Model(table: String? = nil) = #externalMacro(module: "KitMacros", type: "ModelMacro")

@attached(peer, names: prefixed(_))
@attached(accessor)
macro Stored() = #externalMacro(module: "KitMacros", type: "StoredMacro")

let (value, text) = #stringify(OldKit.load(1) + 2)
#warning("not finished")

@Model(table: OldKit.tableName)
struct Row {
    @Stored var name: String
    #columns(OldKit.self, count: 2)
    @available(*, deprecated, message: "see `name`")
    var old: OldKit.Name { OldKit.Name(name) }
}

func log() {
    print(#function, #line, #fileID, #column)
    let colour = #colorLiteral(red: 1, green: 0, blue: 0, alpha: 1)
    #expectation(OldKit.isReady, "ready") {
        OldKit.load(2)
    }
    _ = colour
}

#declareAll(OldKit.self, prefix: "a")
