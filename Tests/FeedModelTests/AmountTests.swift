import FeedModel
import Testing

@Suite("Amounts in words")
struct AmountTests {
    @Test(
        arguments: [
            (0, "0B", "0 B"), (1, "1B", "1 B"), (1023, "1023B", "1023 B"),
            (1024, "1KiB", "1.0 KiB"),
            (1536, "1536B", "1.5 KiB"), (1 << 20, "1MiB", "1.0 MiB"),
            (16 << 20, "16MiB", "16.0 MiB"),
            ((1 << 30) - 1, "1073741823B", "1023.9 MiB"), (5 << 30, "5GiB", "5.0 GiB"),
            (Int64.max, "9223372036854775807B", "8589934591.9 GiB"),
        ] as [(Int64, String, String)])
    func `bytes are told exactly, or rounded down`(
        _ count: Int64, _ exact: String, _ rounded: String
    ) {
        #expect(ByteSize(count).exact == exact)
        #expect(ByteSize(count).rounded == rounded)
    }

    @Test func `one is one, and all else is many`() {
        #expect(Counted(1, "feed").description == "1 feed")
        #expect(Counted(0, "feed").description == "0 feeds")
        #expect(Counted(2, "watch", plural: "watches").description == "2 watches")
    }
}
