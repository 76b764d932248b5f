// swift-tools-version: 6.2
// The groups, their areas, and who stands on whom. docs/map.md draws the same thing.
import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Number-crunching targets are optimised in debug builds too, so that `make run` needs no release build.
let fast: [SwiftSetting] =
  settings + [.unsafeFlags(["-O", "-wmo", "-num-threads", "2", "-disable-batch-mode"], .when(configuration: .debug))]

let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let jwt: Target.Dependency = .product(name: "JWTKit", package: "jwt-kit")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

/// A group of areas becomes four targets, one for each folder that every area has.
/// Model sees no database and no page, Store sees no page, Web sees no database driver.
func group(
  _ name: String, above lower: [String] = [], areas: [String],
  model extra: [Target.Dependency] = [], modelSettings: [SwiftSetting] = settings,
  store storeExtra: [Target.Dependency] = [], storeSettings: [SwiftSetting] = settings,
  webSettings: [SwiftSetting] = settings, fixtures: [String] = []
) -> [Target] {
  let folders = ["Model", "Store", "Web", "Tests"]
  func from(_ folder: String) -> [String] { areas.map { "\($0)/\(folder)" } }
  func except(_ folder: String) -> [String] {
    folders.filter { $0 != folder }.flatMap(from) + areas.map { "\($0)/README.md" }
  }
  func each(_ names: [String], _ folder: String) -> [Target.Dependency] { names.map { .byName(name: $0 + folder) } }
  let all = [name] + lower
  let model: [Target.Dependency] = ["Basics", "Analysis", "PracticeFiles", "Facts"]
  let store = model + ["Database", "Audit", "FactStore"] + each(all, "Model")
  let web = store + ["WebShell", "Documents"] + each(all, "Store")
  return [
    .target(
      name: name + "Model", dependencies: model + each(lower, "Model") + extra,
      path: name, exclude: except("Model"), sources: from("Model"), swiftSettings: modelSettings),
    .target(
      name: name + "Store", dependencies: store + each(lower, "Store") + storeExtra,
      path: name, exclude: except("Store"), sources: from("Store"), swiftSettings: storeSettings),
    .target(
      name: name + "Web", dependencies: web + each(lower, "Web"),
      path: name, exclude: except("Web"), sources: from("Web"), swiftSettings: webSettings),
    .testTarget(
      name: name + "Tests", dependencies: web + each(all, "Web") + ["TestSupport"] + storeExtra,
      path: name, exclude: except("Tests") + fixtures, sources: from("Tests"), swiftSettings: settings),
  ]
}

let package = Package(
  name: "concordat",
  dependencies: [
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: ["FullFoundation"]),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibPQ", path: "Platform/CLibraries/CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(
      name: "CSodium", path: "Platform/CLibraries/CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]
    ),
    .systemLibrary(
      name: "CArchive", path: "Platform/CLibraries/CArchive", pkgConfig: "libarchive",
      providers: [.apt(["libarchive-dev"])]),
    .systemLibrary(
      name: "CZlib", path: "Platform/CLibraries/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CShapefile", path: "Platform/CLibraries/CShapefile", providers: [.apt(["libshp-dev"])]),

    .target(name: "Basics", path: "Platform/Basics", exclude: ["Tests"], swiftSettings: fast),
    .target(
      name: "Analysis", dependencies: ["Basics"], path: "Analysis", exclude: ["Tests", "README.md"], swiftSettings: fast
    ),
    .target(
      name: "PracticeFiles", dependencies: ["Basics", yams], path: "Platform/PracticeFiles", swiftSettings: fast),
    .target(
      name: "Database",
      dependencies: [
        "Basics", "CLibPQ", crypto,
        .product(name: "GRDB", package: "GRDB.swift"), .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      path: "Platform/Database", exclude: ["Tests", "schema.sqlite.sql", "schema.postgres.sql"], swiftSettings: fast),
    .target(
      name: "Audit", dependencies: ["Basics", "Database", crypto], path: "Platform/Audit",
      exclude: ["Tests", "README.md"], swiftSettings: fast),
    .target(
      name: "GuardedFields", dependencies: ["Basics", "Database", crypto], path: "Platform/GuardedFields",
      exclude: ["Tests"], swiftSettings: fast),
    .target(
      name: "Facts", dependencies: ["Basics", "PracticeFiles"], path: "Platform/Facts/Model", swiftSettings: fast),
    .target(
      name: "FactStore", dependencies: ["Basics", "Database", "Facts"], path: "Platform/Facts/Store",
      swiftSettings: fast),
    .target(
      name: "WebShell", dependencies: ["Basics", crypto, hummingbird],
      path: "Platform/WebShell", exclude: ["Tests"], resources: [.copy("Assets")], swiftSettings: fast),
    .target(
      name: "Documents", dependencies: ["Basics"], path: "Platform/Documents", exclude: ["Tests"],
      swiftSettings: settings),
    .target(
      name: "TestSupport", dependencies: ["Basics", "Database", "WebShell", hummingbird], path: "TestSupport",
      swiftSettings: settings),

    .executableTarget(
      name: "concordat",
      dependencies: [
        "Basics", "Analysis", "Database", "Audit", "WebShell", "Documents",
        "Facts", "FactStore", "GuardedFields", "PartnershipModel", "PartnershipStore", "PartnershipWeb",
        "CaseworkModel", "CaseworkStore",
        "CaseworkWeb", "GovernanceModel", "GovernanceStore", "GovernanceWeb", "DeliveryModel", "DeliveryStore",
        "DeliveryWeb", "StrategyModel", "StrategyStore", "StrategyWeb",
        .product(name: "ArgumentParser", package: "swift-argument-parser"), crypto,
      ],
      path: "App", exclude: ["README.md"], swiftSettings: fast),

    .testTarget(name: "BasicsTests", dependencies: ["Basics"], path: "Platform/Basics/Tests", swiftSettings: settings),
    .testTarget(
      name: "AnalysisTests", dependencies: ["Analysis", "Basics"], path: "Analysis/Tests", resources: [.copy("Golden")],
      swiftSettings: settings),
    .testTarget(
      name: "DatabaseTests", dependencies: ["Database", "Basics", "TestSupport"], path: "Platform/Database/Tests",
      swiftSettings: settings),
    .testTarget(
      name: "AuditTests", dependencies: ["Audit", "Basics", "Database", "TestSupport", crypto],
      path: "Platform/Audit/Tests", swiftSettings: settings),
    .testTarget(
      name: "GuardedFieldsTests", dependencies: ["GuardedFields", "Basics", "Database", "TestSupport", crypto],
      path: "Platform/GuardedFields/Tests", swiftSettings: settings),
    .testTarget(
      name: "FactsTests", dependencies: ["Facts", "FactStore", "Basics", "Database", "TestSupport"],
      path: "Platform/Facts/Tests", swiftSettings: settings),
    .testTarget(
      name: "WebShellTests", dependencies: ["WebShell", "Basics", "TestSupport", hummingbird],
      path: "Platform/WebShell/Tests", swiftSettings: settings),
    .testTarget(
      name: "DocumentsTests", dependencies: ["Documents", "Basics"], path: "Platform/Documents/Tests",
      swiftSettings: settings),
  ]
    + group(
      "Partnership", areas: ["Partners", "SharingDecisions", "SharingAgreements", "Accountability"], model: [crypto],
      modelSettings: fast,
      store: ["CSodium", crypto, jwt], fixtures: ["SharingDecisions/Tests/Fixtures"])
    + group(
      "Casework", above: ["Partnership"], areas: ["People", "Cases", "Disclosures", "SubjectAccess", "Retention"],
      store: ["GuardedFields", crypto])
    + group("Governance", above: ["Partnership"], areas: ["Boards", "Duties", "Plans"], store: [crypto])
    + group(
      "Strategy", above: ["Partnership"], areas: ["Evidence", "Measures", "StrategicAssessments", "ScrutinyReports"],
      model: [crypto, "CArchive", "CShapefile", "CZlib"], modelSettings: fast, store: [crypto],
      storeSettings: fast, webSettings: fast,
      fixtures: ["Evidence/Tests/Fixtures"])
    + group(
      "Delivery", above: ["Partnership"],
      areas: [
        "Registers", "Services", "Grants", "Volunteers", "TrainingSessions", "Exercises", "Campaigns", "Programmes",
        "Surveys",
      ]),
  swiftLanguageModes: [.v6]
)
