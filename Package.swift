// swift-tools-version:6.2
import PackageDescription

/// Set once for every target. Warnings become errors where `FEEDWATCH_WERROR` is set: CI and `make`.
let strict: [SwiftSetting] =
    [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableUpcomingFeature("InferIsolatedConformances"),
    ] + (Context.environment["FEEDWATCH_WERROR"] == nil ? [] : [.treatAllWarnings(as: .error)])

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

/// Fixtures are read from the checkout, not copied into the build.
func tests(
    _ name: String, _ dependencies: [Target.Dependency] = [], hasFixtures: Bool = false
) -> Target {
    .testTarget(
        name: name, dependencies: ["TestSupport"] + dependencies,
        exclude: hasFixtures ? ["Fixtures"] : [], swiftSettings: strict)
}

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let deques = Target.Dependency.product(name: "DequeModule", package: "swift-collections")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let lifecycle = Target.Dependency.product(
    name: "ServiceLifecycle", package: "swift-service-lifecycle")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")

let package = Package(
    name: "feedwatch",
    products: [.executable(name: "feedwatch", targets: ["feedwatch"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // The ground: imports nothing of ours.
        .systemLibrary(
            name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        room("FeedModel"),
        room("Transport", ["FeedModel", httpClient, nioCore, nioPosix, nioHTTP1]),

        // The steps: each imports the ground, never another step.
        room("Scheduling", ["FeedModel", deques]),
        room("Fetching", ["FeedModel", "Transport", crypto]),
        room("Parsing", ["FeedModel", "CLibXML2"]),
        room("Matching", ["FeedModel"]),
        room("Deduping", ["FeedModel", crypto]),
        room(
            "Storage",
            [
                "FeedModel", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        room("Delivering", ["FeedModel", "Transport", crypto, mustache]),

        // Where the steps meet.
        room(
            "ConfigFile",
            [
                "FeedModel", "Transport", "Scheduling", "Fetching", "Matching", "Deduping",
                "Delivering", .product(name: "Yams", package: "Yams"),
            ]),
        room(
            "Console",
            [
                "FeedModel", .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"), lifecycle,
                logging, nioCore,
            ]),
        room(
            "Daemon",
            [
                "FeedModel", "Transport", "Scheduling", "Fetching", "Parsing", "Matching",
                "Deduping", "Storage", "Delivering", "ConfigFile", "Console", lifecycle,
                unixSignals, logging, nioCore, nioPosix,
            ]),
        .executableTarget(
            name: "feedwatch",
            dependencies: [
                "Daemon", "ConfigFile", "FeedModel", "Parsing", "Matching", "Storage",
                "Delivering", "Scheduling", "Fetching", "Transport", logging,
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict),

        .target(
            name: "TestSupport", dependencies: ["FeedModel", nioCore, nioPosix, nioHTTP1],
            path: "Tests/TestSupport", swiftSettings: strict),
        tests("FeedModelTests", ["FeedModel"]),
        tests("SchedulingTests", ["FeedModel", "Scheduling"]),
        tests("TransportTests", ["FeedModel", "Transport"]),
        tests("FetchingTests", ["FeedModel", "Transport", "Fetching", crypto]),
        tests("ParsingTests", ["FeedModel", "Parsing"]),
        tests("MatchingTests", ["FeedModel", "Matching"], hasFixtures: true),
        tests("DedupingTests", ["FeedModel", "Deduping"]),
        tests(
            "StorageTests",
            ["FeedModel", "Storage", .product(name: "GRDB", package: "GRDB.swift")]),
        tests(
            "DeliveringTests", ["FeedModel", "Transport", "Delivering"], hasFixtures: true),
        tests(
            "ConfigFileTests",
            ["FeedModel", "ConfigFile", "Delivering", "Fetching", "Matching", "Scheduling"],
            hasFixtures: true),
        tests("ConsoleTests", ["FeedModel", "Console", lifecycle, logging]),
        tests(
            "DaemonTests",
            [
                "FeedModel", "Daemon", "ConfigFile", "Delivering", "Fetching", "Parsing",
                "Scheduling",
                "Storage", "Transport", "Console", crypto, lifecycle, logging,
            ]),
        tests("EndToEndTests", ["FeedModel", "Storage", "feedwatch"], hasFixtures: true),
    ]
)
