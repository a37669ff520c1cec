import Dispatch

/// A thread for a server's tasks: tests that compute for seconds on every core must not keep it from answering, or
/// what is under test would rightly time out.
final class ServerExecutor: TaskExecutor {
    private let queue = DispatchQueue(label: "feedwatch.tests.server")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
