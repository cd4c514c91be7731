import Foundation
import Preprocessing
import Testing

@Suite struct ScalerTests {
    private let rows = [[1.0, 10.0], [3.0, 10.0], [5.0, 10.0]]
    private var scaler = Scaler()

    init() throws {
        try scaler.fit(rows)
    }

    @Test func testMeansAndDeviations() {
        #expect(scaler.isFitted)
        #expect(scaler.means == [3, 10])
        #expect(abs(scaler.deviations[0] - 1.632993) <= 1e-6)
        // A column that never changes is only moved.
        #expect(scaler.deviations[1] == 1)
    }

    @Test func testTransform() throws {
        let row = try scaler.transform([5, 10])
        #expect(row.count == 2, "as many columns as before")
        #expect(abs(row[0] - 1.224745) <= 1e-6, Comment(rawValue: "the first column of \(rows.count) rows"))
        #expect(try scaler.transform([3, 10]) == [0, 0])
    }

    @Test func testInverse() throws {
        for row in rows {
            let back = try scaler.inverse(scaler.transform(row))
            #expect(zip(back, row).allSatisfy { abs($0 - $1) < 1e-9 }, Comment(rawValue: message(for: row)))
        }
    }

    private func message(for row: [Double]) -> String {
        "row \(row) comes back"
    }

    @Test func testWidth() {
        #expect(throws: (any Error).self) { try scaler.transform([1]) }
        #expect(throws: (any Error).self, "three columns") { try scaler.transform([1, 2, 3]) }
        #expect(throws: Never.self) { try scaler.transform([1, 2]) }
    }

    @Test func testNotFitted() {
        let empty = Scaler()
        #expect(!empty.isFitted)
        #expect(!(empty.means.count > 0 || empty.deviations.count > 0))
        #expect(empty != scaler)
        #expect(throws: (any Error).self) { try empty.transform([1]) }
    }
}
