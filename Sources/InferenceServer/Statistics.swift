// What is counted while a server runs.

internal import InferenceProtocol
internal import Synchronization

/// Counts of one model. Times are nanoseconds.
final class ModelStatistics: Sendable {
  struct Counts {
    /// By status of HTTP, ascending.
    var requests: [(status: Int, count: Int)] = []
    var rows = 0
    var runs = 0
    var runTime: UInt64 = 0
    var queueTime: UInt64 = 0
    var readTime: UInt64 = 0
    var writeTime: UInt64 = 0
    var successTime: UInt64 = 0
    var failureTime: UInt64 = 0
    /// Milliseconds since 1970.
    var lastRun: UInt64 = 0
    var durations = Histogram()
    var successes: Int { requests.reduce(0) { $0 + ($1.status == 200 ? $1.count : 0) } }
    var failures: Int { requests.reduce(0) { $0 + ($1.status == 200 ? 0 : $1.count) } }
  }

  /// How long requests took, in buckets.
  struct Histogram {
    /// Upper bounds in nanoseconds, and as Prometheus writes them in seconds.
    static let bounds: [(nanoseconds: UInt64, seconds: String)] = [
      (50_000, "0.00005"), (100_000, "0.0001"), (250_000, "0.00025"), (500_000, "0.0005"), (1_000_000, "0.001"),
      (2_500_000, "0.0025"), (5_000_000, "0.005"), (10_000_000, "0.01"), (25_000_000, "0.025"), (50_000_000, "0.05"),
      (100_000_000, "0.1"), (250_000_000, "0.25"), (500_000_000, "0.5"), (1_000_000_000, "1"),
      (2_500_000_000, "2.5"), (10_000_000_000, "10"),
    ]
    var counts = [Int](repeating: 0, count: bounds.count + 1)
    var sum: UInt64 = 0

    mutating func add(_ nanoseconds: UInt64) {
      let place = Self.bounds.firstIndex { nanoseconds <= $0.nanoseconds } ?? Self.bounds.count
      counts[place] += 1
      sum &+= nanoseconds
    }
  }

  private let counts = Mutex(Counts())

  var now: Counts { counts.withLock { $0 } }

  /// One request that has been answered.
  struct Request {
    var status = 200
    var rows = 0
    var read: UInt64 = 0
    var queue: UInt64 = 0
    var run: UInt64 = 0
    var write: UInt64 = 0
    var total: UInt64 = 0
  }

  func add(_ request: Request) {
    counts.withLock { counts in
      if let place = counts.requests.firstIndex(where: { $0.status >= request.status }),
        counts.requests[place].status == request.status
      {
        counts.requests[place].count += 1
      } else {
        counts.requests.append((request.status, 1))
        counts.requests.sort { $0.status < $1.status }
      }
      counts.durations.add(request.total)
      guard request.status == 200 else {
        counts.failureTime &+= request.total
        return
      }
      counts.successTime &+= request.total
      counts.readTime &+= request.read
      counts.queueTime &+= request.queue
      counts.runTime &+= request.run
      counts.writeTime &+= request.write
      counts.rows += request.rows
      counts.runs += 1
      counts.lastRun = Clock.millisecondsSince1970
    }
  }
}

extension ModelStatistics.Counts {
  /// An entry of Triton's extension for statistics, which its load generators read.
  func write(name: String, version: String, to json: inout JSONBytes) {
    json.object { json in
      json.entry("name", name)
      json.entry("version", version)
      json.entry("last_inference", Int(lastRun))
      json.entry("inference_count", rows)
      json.entry("execution_count", runs)
      json.key("inference_stats")
      json.object { json in
        let good = successes
        Self.duration("success", good, successTime, &json)
        Self.duration("fail", failures, failureTime, &json)
        Self.duration("queue", good, queueTime, &json)
        Self.duration("compute_input", good, readTime, &json)
        Self.duration("compute_infer", good, runTime, &json)
        Self.duration("compute_output", good, writeTime, &json)
        Self.duration("cache_hit", 0, 0, &json)
        Self.duration("cache_miss", 0, 0, &json)
      }
      json.key("batch_stats")
      json.array { _ in }
    }
  }

  private static func duration(_ key: StaticString, _ count: Int, _ time: UInt64, _ json: inout JSONBytes) {
    json.key(key)
    json.object { json in
      json.entry("count", count)
      json.key("ns")
      json.value(time)
    }
  }
}
