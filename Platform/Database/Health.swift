import Basics

extension Database {
  /// What `concordat doctor` says of the database: its engine, its settings and whether its content is sound.
  package struct Health: Sendable, Equatable {
    /// One thing looked at: what was found, what is wanted, and how to mend it when they differ.
    package struct Finding: Sendable, Equatable {
      package let name: String
      package let value: String
      /// What the value should be, in words.
      package let wanted: String
      package let isSound: Bool
      /// How to mend it; of no interest when it is sound.
      package let remedy: String
    }

    package let engine: Engine
    package let version: String
    /// The file, or the server without its password.
    package let location: String
    package let findings: [Finding]

    package var isSound: Bool { findings.allSatisfy(\.isSound) }
  }

  /// Looks at settings, room and content. It reads the whole file on SQLite: seconds for a gigabyte.
  package func health() async throws -> Health {
    switch pool {
    case .sqlite(let pool): try await pool.health()
    case .postgres(let pool): try await pool.health(location)
    }
  }
}
