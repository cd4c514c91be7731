import Foundation
import Hummingbird
import HummingbirdXCT
import PriceModel
import XCTest

@testable import PriceService

final class ServiceTests: XCTestCase {
    func testHealth() throws {
        let app = HBApplication(testing: .live)
        try configure(app, model: .standard)
        try app.XCTStart()
        defer { app.XCTStop() }

        try app.XCTExecute(uri: "/health", method: .GET) { response in
            XCTAssertEqual(response.status, .ok)
        }
    }

    func testPredictsPrices() throws {
        let app = HBApplication(testing: .embedded)
        try configure(app, model: .standard)
        try app.XCTStart()
        defer { app.XCTStop() }

        let body = #"{"rows": [{"area": 100, "rooms": 4, "age": 20}, {"area": 40, "rooms": 1, "age": 0}]}"#
        try app.XCTExecute(
            uri: "/v1/models/flats/predict",
            method: .POST,
            body: ByteBuffer(string: body)
        ) { response in
            XCTAssertEqual(response.status, .ok)
            let buffer = try XCTUnwrap(response.body)
            let answer = try JSONDecoder().decode(Answer.self, from: Data(buffer: buffer))
            XCTAssertEqual(answer.predictions, [299_000, 128_000])
            XCTAssertEqual(answer.version, 3)
        }
    }

    func testSaysWhatIsMissing() throws {
        let app = HBApplication(testing: .live)
        try configure(app, model: .standard)
        try app.XCTStart()
        defer { app.XCTStop() }

        // A row without its rooms.
        try app.XCTExecute(
            uri: "/v1/models/flats/predict", method: .POST, body: ByteBuffer(string: #"{"rows": [{"area": 1}]}"#)
        ) { response in
            XCTAssertEqual(response.status, .badRequest)
        }
        try app.XCTExecute(uri: "/v1/models/boats", method: .GET) { response in
            XCTAssertEqual(response.status, .notFound)
        }
    }

    func testNamesItself() throws {
        let app = HBApplication(testing: .live)
        try configure(app, model: .standard)
        try app.XCTStart()
        defer { app.XCTStop() }

        try app.XCTExecute(uri: "/v1/models", method: .GET) { response in
            XCTAssertEqual(response.status, .ok)
            let buffer = try XCTUnwrap(response.body)
            XCTAssertEqual(String(buffer: buffer), #"["flats"]"#)
        }
    }

    struct Answer: Decodable {
        let version: Int
        let predictions: [Double]
    }
}
