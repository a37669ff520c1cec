import FeedModel
import Testing

@testable import Console

@Suite struct MetricsTextTests {
    @Test func countersAreWrittenAsPrometheusReadsThem() {
        let text = MetricsText(
            ConsoleCounters(
                version: "1.0 \"beta\"", started: Timestamp(seconds: 1_653_462_000),
                polls: [.notModified: 7, .fetched: 3], bodyBytes: 97_000, newItems: 30, mentions: 2,
                deliveries: [.dead: 1], feeds: [.backingOff: 4], outboxCount: 5)
        ).text
        #expect(
            text == """
                # HELP feedwatch_polls_total Polls by how they ended.
                # TYPE feedwatch_polls_total counter
                feedwatch_polls_total{outcome="fetched"} 3
                feedwatch_polls_total{outcome="not_modified"} 7
                feedwatch_polls_total{outcome="moved"} 0
                feedwatch_polls_total{outcome="gone"} 0
                feedwatch_polls_total{outcome="failed"} 0
                # HELP feedwatch_body_bytes_total Bytes of feed documents read.
                # TYPE feedwatch_body_bytes_total counter
                feedwatch_body_bytes_total 97000
                # HELP feedwatch_new_items_total Items never seen before.
                # TYPE feedwatch_new_items_total counter
                feedwatch_new_items_total 30
                # HELP feedwatch_mentions_total Mentions stored.
                # TYPE feedwatch_mentions_total counter
                feedwatch_mentions_total 2
                # HELP feedwatch_delivery_attempts_total Delivery attempts by how they ended.
                # TYPE feedwatch_delivery_attempts_total counter
                feedwatch_delivery_attempts_total{outcome="delivered"} 0
                feedwatch_delivery_attempts_total{outcome="retried"} 0
                feedwatch_delivery_attempts_total{outcome="rejected"} 0
                feedwatch_delivery_attempts_total{outcome="dead"} 1
                # HELP feedwatch_feeds Feeds by state.
                # TYPE feedwatch_feeds gauge
                feedwatch_feeds{state="gone"} 0
                feedwatch_feeds{state="failing"} 0
                feedwatch_feeds{state="backing_off"} 4
                feedwatch_feeds{state="silent"} 0
                feedwatch_feeds{state="new"} 0
                feedwatch_feeds{state="ok"} 0
                # HELP feedwatch_outbox_deliveries Deliveries that wait.
                # TYPE feedwatch_outbox_deliveries gauge
                feedwatch_outbox_deliveries 5
                # HELP feedwatch_start_time_seconds When the daemon started, in Unix time.
                # TYPE feedwatch_start_time_seconds gauge
                feedwatch_start_time_seconds 1653462000
                # HELP feedwatch_build_info The version that runs.
                # TYPE feedwatch_build_info gauge
                feedwatch_build_info{version="1.0 \\"beta\\""} 1

                """)
    }
}
