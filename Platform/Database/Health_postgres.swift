import Basics

extension PostgresPool {
  func health(_ location: Database.Location) async throws -> Database.Health {
    try await withSession { session in
      func show(_ name: StaticString) throws -> String {
        try session.query(SQL(trusted: "SELECT current_setting('\(name)') AS setting")).rows().first?.text("setting")
          ?? ""
      }
      let version = try show("server_version")
      var findings = [
        Database.Health.Finding(
          name: "PostgreSQL version", value: version, wanted: "15 or later", isSound: session.serverVersion >= 150_000,
          remedy: "Move to a server of version 15 or later.")
      ]
      let settings: [(StaticString, String, String)] = [
        ("server_encoding", "UTF8", "Make the database anew with ENCODING 'UTF8'."),
        ("fsync", "on", "Set fsync = on: without it a power cut destroys the database."),
        ("full_page_writes", "on", "Set full_page_writes = on."),
        (
          "synchronous_commit", "on", "Set synchronous_commit = on, so that what people were told was stored is stored."
        ),
        ("data_checksums", "on", "Stop the server and run pg_checksums --enable."),
      ]
      for (name, wanted, remedy) in settings {
        let value = try show(name)
        findings.append(
          Database.Health.Finding(
            name: "\(name)", value: value, wanted: wanted, isSound: value == wanted, remedy: remedy))
      }
      let standby = try session.query("SELECT pg_is_in_recovery() AS standby").rows().first?.bool("standby") ?? false
      findings.append(
        Database.Health.Finding(
          name: "role", value: standby ? "standby" : "primary", wanted: "primary", isSound: !standby,
          remedy: "Name the primary, or several hosts with target_session_attrs=read-write."))
      return Database.Health(engine: .postgres, version: version, location: "\(location)", findings: findings)
    }
  }
}
