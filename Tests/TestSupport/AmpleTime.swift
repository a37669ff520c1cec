extension Duration {
    /// The time limit of what a test does not mean to time out: with hundreds of tests at once on a slow machine, an
    /// answer that is there may wait for minutes until its test is resumed.
    package static let ample: Duration = .seconds(3600)
}
