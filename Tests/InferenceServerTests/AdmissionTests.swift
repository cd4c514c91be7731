// How many may run and how many may wait.

import InferenceServer
import Testing

@Suite("Admission")
struct AdmissionTests {
  @Test("who comes when the queue is full is turned away, who waits is let in in order")
  func bounds() async throws {
    let admission = Admission(runLimit: 1, queueLimit: 2)
    #expect(await admission.enter())
    let (order, report) = AsyncStream<Int>.makeStream()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 1...2 {
        group.addTask {
          #expect(await admission.enter())
          report.yield(number)
          admission.leave()
        }
        while admission.waitingCount < number { try await Task.sleep(for: .milliseconds(1)) }
      }
      #expect(await admission.enter() == false)
      #expect(admission.runningCount == 1)
      admission.leave()
      try await group.waitForAll()
    }
    report.finish()
    var entered: [Int] = []
    for await number in order { entered.append(number) }
    #expect(entered == [1, 2])
    #expect(admission.runningCount == 0)
    #expect(admission.waitingCount == 0)
  }

  @Test("many at once: never more than the limit, and everybody's turn ends")
  func crowd() async {
    let admission = Admission(runLimit: 3, queueLimit: 5000)
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<5000 {
        group.addTask {
          guard await admission.enter() else { return false }
          let isWithin = admission.runningCount <= 3
          await Task.yield()
          admission.leave()
          return isWithin
        }
      }
      for await isWithin in group { #expect(isWithin) }
    }
    #expect(admission.runningCount == 0)
  }
}
