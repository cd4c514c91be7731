// Actors, tasks, and who may touch what.
import Kit

actor Store {
    nonisolated let name = OldKit.defaultName
    nonisolated(unsafe) var raw = OldKit.fresh()
    private var values: [Int] = []

    func add(_ value: sending OldKit.Name) async -> Int {
        values.append(OldKit.fresh())
        return values.count
    }
    isolated deinit { OldKit.close(1) }
}

@MainActor final class Screen: @unchecked Sendable, @preconcurrency Equatable {
    @concurrent func load() async throws -> Int { try await OldKit.fetch() }
    nonisolated(nonsending) func run(on store: isolated Store?) async {}
    static func == (left: Screen, right: Screen) -> Bool { true }
}

func all(_ store: Store) async throws -> Int {
    async let one = store.add(OldKit.Name("one"))
    async let two: Int = OldKit.fetch()
    for try await value in OldKit.stream where value > 0 { print(value) }
    let sum = await withTaskGroup(of: Int.self) { group in
        group.addTask { @Sendable [store] in await store.add(OldKit.Name("x")) }
        return await group.reduce(0, +)
    }
    return try await one + two + sum
}

let work: @Sendable @isolated(any) () async -> Void = { await OldKit.wait() }
@globalActor actor Mine { static let shared = Mine() }
distributed actor Far { distributed func call() -> Int { OldKit.fresh() } }
