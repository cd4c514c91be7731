// Metrics in Prometheus' text format, version 0.0.4.

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What a server's models have done, and what the process takes.
struct Metrics {
  private let models: [ServedModel]

  init(_ models: [ServedModel]) { self.models = models }

  var text: [UInt8] {
    let counts = models.map { (name: Self.quoted($0.name), model: $0, counts: $0.statistics.now) }
    var lines: [String] = []
    func family(_ name: String, _ type: String, _ help: String) {
      lines.append("# HELP \(name) \(help)")
      lines.append("# TYPE \(name) \(type)")
    }
    family("godwit_model_ready", "gauge", "Whether the model is loaded and passed its golden rows.")
    for entry in counts { lines.append("godwit_model_ready{model=\(entry.name)} \(entry.model.isReady ? 1 : 0)") }
    family("godwit_requests_total", "counter", "Inference requests that were answered, by status of HTTP.")
    for entry in counts {
      for (status, count) in entry.counts.requests {
        lines.append("godwit_requests_total{model=\(entry.name),code=\"\(status)\"} \(count)")
      }
    }
    family("godwit_rows_total", "counter", "Rows that were predicted.")
    for entry in counts { lines.append("godwit_rows_total{model=\(entry.name)} \(entry.counts.rows)") }
    family("godwit_run_seconds_total", "counter", "Time spent in runs of the model.")
    for entry in counts {
      lines.append("godwit_run_seconds_total{model=\(entry.name)} \(Self.seconds(entry.counts.runTime))")
    }
    family("godwit_queue_seconds_total", "counter", "Time that requests waited for a run.")
    for entry in counts {
      lines.append("godwit_queue_seconds_total{model=\(entry.name)} \(Self.seconds(entry.counts.queueTime))")
    }
    family("godwit_running", "gauge", "Runs that go on now.")
    for entry in counts { lines.append("godwit_running{model=\(entry.name)} \(entry.model.admission.runningCount)") }
    family("godwit_waiting", "gauge", "Requests that wait for a run now.")
    for entry in counts { lines.append("godwit_waiting{model=\(entry.name)} \(entry.model.admission.waitingCount)") }
    family("godwit_request_seconds", "histogram", "How long inference requests took in the server.")
    for entry in counts { lines += Self.histogram(entry.counts.durations, entry.name) }
    lines += Self.process
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  private static func histogram(_ histogram: ModelStatistics.Histogram, _ model: String) -> [String] {
    var lines: [String] = []
    var count = 0
    for (place, bound) in ModelStatistics.Histogram.bounds.enumerated() {
      count += histogram.counts[place]
      lines.append("godwit_request_seconds_bucket{model=\(model),le=\"\(bound.seconds)\"} \(count)")
    }
    count += histogram.counts.last ?? 0
    lines.append("godwit_request_seconds_bucket{model=\(model),le=\"+Inf\"} \(count)")
    lines.append("godwit_request_seconds_sum{model=\(model)} \(seconds(histogram.sum))")
    lines.append("godwit_request_seconds_count{model=\(model)} \(count)")
    return lines
  }

  private static func seconds(_ nanoseconds: UInt64) -> String { "\(Double(nanoseconds) / 1e9)" }

  private static func quoted(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    return "\"\(escaped)\""
  }

  /// The names that Prometheus' own client libraries give what a process takes.
  private static var process: [String] {
    var usage = rusage()
    #if canImport(Glibc)
      let own = __rusage_who_t(RUSAGE_SELF.rawValue)
    #else
      let own = RUSAGE_SELF
    #endif
    guard getrusage(own, &usage) == 0 else { return [] }
    let processor =
      Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
      + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
    #if canImport(Darwin)
      let unit = 1
    #else
      let unit = 1024
    #endif
    return [
      "# HELP process_cpu_seconds_total Processor time of the process.",
      "# TYPE process_cpu_seconds_total counter",
      "process_cpu_seconds_total \(processor)",
      "# HELP godwit_peak_memory_bytes The most memory that the process has held.",
      "# TYPE godwit_peak_memory_bytes gauge",
      "godwit_peak_memory_bytes \(Int(usage.ru_maxrss) * unit)",
    ]
  }
}
