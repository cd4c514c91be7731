// Errors with a type.
import Kit

enum ReadError: Error { case missing, broken(OldKit.Code) }

func read(_ name: String) throws(ReadError) -> Int {
    guard let number = Int(name) else { throw .missing }
    return number
}

func any() throws(any Error) -> Int { try OldKit.load(3) }
func never() throws(Never) -> Int { 1 }

struct Queue<Failure: Error> {
    var next: () throws(Failure) -> Int
    init(_ next: @escaping () throws(Failure) -> Int) throws(Failure) { self.next = next }
    var first: Int { get throws(Failure) { try next() } }
    subscript(_ index: Int) -> Int { get async throws(Failure) { try next() } }
}

func all() {
    do throws(ReadError) {
        _ = try read("a")
        throw .broken(OldKit.code)
    } catch .missing {
        OldKit.report("missing")
    } catch {
        OldKit.report("\(error)")
    }
    let handler = { (text: String) throws(ReadError) -> Int in try read(text) }
    _ = handler
}
