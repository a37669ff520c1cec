// swift-tools-version:6.2
import PackageDescription

// A package of its own: libFuzzer and the address sanitizer go into everything that is built here.
// `rooms` is the product's Sources folder.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .unsafeFlags(["-sanitize=fuzzer,address"]),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "rooms/\(name)", swiftSettings: strict)
}

/// A target of libFuzzer: its `main.swift` hands a function to `fuzz`.
func fuzzer(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: "fuzz-\(name)", dependencies: ["LibFuzzer"] + dependencies, path: "Sources/\(name)",
        swiftSettings: strict,
        linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])])
}

/// A room's settings only: what ConfigFile needs of the rooms that would bring the HTTP stack along.
func settings(_ name: String, _ files: String...) -> Target {
    .target(
        name: name, dependencies: ["FeedModel"], path: "rooms/\(name)", sources: files,
        swiftSettings: strict)
}

let package = Package(
    name: "fuzz",
    dependencies: [.package(url: "https://github.com/jpsim/Yams", from: "6.2.2")],
    targets: [
        .systemLibrary(name: "CLibXML2", path: "rooms/CLibXML2", pkgConfig: "libxml-2.0"),
        room("FeedModel"),
        room("Parsing", ["FeedModel", "CLibXML2"]),
        room("Matching", ["FeedModel"]),
        settings("Fetching", "FetchSettings.swift"),
        settings("Scheduling", "PollingSettings.swift"),
        settings("Delivering", "SinkSettings.swift", "DigestPolicy.swift", "QuietHours.swift"),
        room(
            "ConfigFile",
            [
                "FeedModel", "Matching", "Fetching", "Scheduling", "Delivering",
                .product(name: "Yams", package: "Yams"),
            ]),
        .target(name: "LibFuzzer", swiftSettings: strict),
        fuzzer("feed", ["FeedModel", "Parsing"]),
        fuzzer("date", ["FeedModel", "Parsing"]),
        fuzzer("html", ["FeedModel", "Parsing"]),
        fuzzer("query", ["FeedModel", "Matching"]),
        fuzzer("folding", ["FeedModel", "Matching"]),
        fuzzer("config", ["FeedModel", "ConfigFile"]),
    ]
)
