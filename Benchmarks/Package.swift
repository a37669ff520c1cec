// swift-tools-version:6.2
import Foundation
import PackageDescription

// One benchmark a room: Sources/<Room>Benchmark/, an executable of its own, run by `make bench`. It is in the package as
// soon as its folder is there. The package has feedwatch's name and reaches its rooms through the link `rooms`, so that
// `package` declarations are in reach.

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let collections = Target.Dependency.product(name: "Collections", package: "swift-collections")

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "rooms/\(name)", swiftSettings: strict)
}

func benchmark(_ room: String, _ dependencies: [Target.Dependency] = []) -> [Target] {
    let name = "\(room)Benchmark"
    let folder = "\(Context.packageDirectory)/Sources/\(name)"
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    return [
        .executableTarget(
            name: name,
            dependencies: ["FeedModel", .byName(name: room)] + dependencies,
            swiftSettings: strict)
    ]
}

let package = Package(
    name: "feedwatch",
    dependencies: [
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        .systemLibrary(name: "CLibXML2", path: "rooms/CLibXML2", pkgConfig: "libxml-2.0"),
        // What ParsingBenchmark compares with, in C.
        .target(name: "LibXMLBaseline", dependencies: ["CLibXML2"]),
        room("FeedModel"),
        room("Parsing", ["FeedModel", "CLibXML2"]),
        room("Matching", ["FeedModel"]),
        room("Scheduling", ["FeedModel", collections]),
        room("Deduping", ["FeedModel", crypto]),
    ]
        + benchmark("Parsing", ["LibXMLBaseline"])
        + benchmark("Matching")
        + benchmark("Scheduling")
        + benchmark("Deduping")
)
