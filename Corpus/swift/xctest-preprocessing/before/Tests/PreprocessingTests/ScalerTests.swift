import Preprocessing
import XCTest

final class ScalerTests: XCTestCase {
    private let rows = [[1.0, 10.0], [3.0, 10.0], [5.0, 10.0]]
    private var scaler = Scaler()

    override func setUpWithError() throws {
        try super.setUpWithError()
        try scaler.fit(rows)
    }

    func testMeansAndDeviations() {
        XCTAssertTrue(scaler.isFitted)
        XCTAssertEqual(scaler.means, [3, 10])
        XCTAssertEqual(scaler.deviations[0], 1.632993, accuracy: 1e-6)
        // A column that never changes is only moved.
        XCTAssertEqual(scaler.deviations[1], 1)
    }

    func testTransform() throws {
        let row = try scaler.transform([5, 10])
        XCTAssertEqual(row.count, 2, "as many columns as before")
        XCTAssertEqual(row[0], 1.224745, accuracy: 1e-6, "the first column of \(rows.count) rows")
        XCTAssertEqual(try scaler.transform([3, 10]), [0, 0])
    }

    func testInverse() throws {
        for row in rows {
            let back = try scaler.inverse(scaler.transform(row))
            XCTAssert(zip(back, row).allSatisfy { abs($0 - $1) < 1e-9 }, message(for: row))
        }
    }

    private func message(for row: [Double]) -> String {
        "row \(row) comes back"
    }

    func testWidth() {
        XCTAssertThrowsError(try scaler.transform([1]))
        XCTAssertThrowsError(try scaler.transform([1, 2, 3]), "three columns")
        XCTAssertNoThrow(try scaler.transform([1, 2]))
    }

    func testNotFitted() {
        let empty = Scaler()
        XCTAssertFalse(empty.isFitted)
        XCTAssertFalse(empty.means.count > 0 || empty.deviations.count > 0)
        XCTAssertNotEqual(empty, scaler)
        XCTAssertThrowsError(try empty.transform([1]))
    }
}
