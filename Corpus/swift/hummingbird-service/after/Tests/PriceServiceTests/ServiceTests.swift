import Foundation
import Hummingbird
import HummingbirdTesting
import PriceModel
import XCTest

@testable import PriceService

final class ServiceTests: XCTestCase {
    func testHealth() async throws {
        let router = Router()
        try configure(router, model: .standard)
        let app = Application(router: router)
        try await app.test(.live) { client in
            try await client.execute(uri: "/health", method: .get) { response in
                XCTAssertEqual(response.status, .ok)
            }
        }
    }

    func testPredictsPrices() async throws {
        let router = Router()
        try configure(router, model: .standard)
        let app = Application(router: router)
        try await app.test(.router) { client in
            let body = #"{"rows": [{"area": 100, "rooms": 4, "age": 20}, {"area": 40, "rooms": 1, "age": 0}]}"#
            try await client.execute(
                uri: "/v1/models/flats/predict",
                method: .post,
                body: ByteBuffer(string: body)
            ) { response in
                XCTAssertEqual(response.status, .ok)
                let buffer = try XCTUnwrap(response.body)
                let answer = try JSONDecoder().decode(Answer.self, from: Data(buffer: buffer))
                XCTAssertEqual(answer.predictions, [299_000, 128_000])
                XCTAssertEqual(answer.version, 3)
            }
        }
    }

    func testSaysWhatIsMissing() async throws {
        let router = Router()
        try configure(router, model: .standard)
        let app = Application(router: router)
        try await app.test(.live) { client in
            // A row without its rooms.
            try await client.execute(
                uri: "/v1/models/flats/predict", method: .post, body: ByteBuffer(string: #"{"rows": [{"area": 1}]}"#)
            ) { response in
                XCTAssertEqual(response.status, .badRequest)
            }
            try await client.execute(uri: "/v1/models/boats", method: .get) { response in
                XCTAssertEqual(response.status, .notFound)
            }
        }
    }

    func testNamesItself() async throws {
        let router = Router()
        try configure(router, model: .standard)
        let app = Application(router: router)
        try await app.test(.live) { client in
            try await client.execute(uri: "/v1/models", method: .get) { response in
                XCTAssertEqual(response.status, .ok)
                let buffer = try XCTUnwrap(response.body)
                XCTAssertEqual(String(buffer: buffer), #"["flats"]"#)
            }
        }
    }

    struct Answer: Decodable {
        let version: Int
        let predictions: [Double]
    }
}
