import Basics

/// The canonical bytes of a record, which the tree hashes: each record has exactly one encoding, each encoding one
/// record. The first byte is the version of the format; a later version is a new number and never a new meaning.
extension AuditRecord {
  static let version: UInt8 = 1

  package var leaf: [UInt8] {
    var out = LeafWriter()
    out.put(byte: AuditRecord.version)
    out.put(index)
    out.put(time.milliseconds)
    out.put(byte: clockWentBack ? 1 : 0)
    out.put(entry.category.rawValue)
    out.put(entry.actor.user)
    out.put(entry.actor.agency)
    out.put(entry.actor.actingFor)
    out.put(entry.actor.session)
    out.put(entry.actor.strength?.rawValue)
    out.put(entry.object) { out, object in
      out.put(object.kind)
      out.put(object.id)
      out.put(object.fieldGroups)
      out.put(object.rowVersion)
    }
    out.put(entry.individuals)
    out.put(entry.recipient)
    out.put(entry.grounds.purpose)
    out.put(entry.grounds.agreement) { out, agreement in
      out.put(agreement.id)
      out.put(agreement.version)
    }
    out.put(entry.grounds.rules)
    out.put(entry.grounds.effect?.rawValue)
    out.put(entry.grounds.reason)
    out.put(entry.resultCount)
    out.put(entry.sealed)
    return out.bytes
  }

  /// Reads a leaf back; throws `MalformedLeaf` for bytes that `leaf` never gives.
  package init(leaf bytes: [UInt8]) throws {
    var reader = LeafReader(bytes)
    guard try reader.byte() == AuditRecord.version else { throw MalformedLeaf(reason: "its version is unknown") }
    let index = try reader.number()
    guard index >= 0 else { throw MalformedLeaf(reason: "its index is below 0") }
    let time = Instant(milliseconds: try reader.number())
    guard AuditRecord.times.contains(time.milliseconds) else {
      throw MalformedLeaf(reason: "its time is not in the years 1970 to 9999")
    }
    let clockWentBack = try reader.flag()
    let entry: AuditEntry
    do {
      entry = try AuditEntry(reading: &reader)
    } catch let refusal as Refusal {
      throw MalformedLeaf(reason: refusal.reason)
    }
    try reader.finish()
    self.init(index: index, time: time, clockWentBack: clockWentBack, entry: entry)
    // A list out of order would be read as the same record.
    guard leaf == bytes else { throw MalformedLeaf(reason: "it is not in canonical form") }
  }
}

extension AuditEntry {
  fileprivate init(reading reader: inout LeafReader) throws {
    let category = try reader.word(AuditCategory.self)
    let actor = try AuditActor(
      user: try reader.optional { try $0.text() }, agency: try reader.optional { try $0.text() },
      actingFor: try reader.optional { try $0.text() }, session: try reader.optional { try $0.bytes() },
      strength: try reader.optional { try $0.word(AuditActor.Strength.self) })
    let object = try reader.optional { reader in
      try AuditObject(
        kind: try reader.text(), id: try reader.text(), fieldGroups: try reader.list(),
        rowVersion: try reader.optional { try $0.number() })
    }
    let individuals = try reader.list()
    let recipient = try reader.optional { try $0.text() }
    let grounds = try AuditGrounds(
      purpose: try reader.optional { try $0.text() },
      agreement: try reader.optional { try AuditGrounds.Agreement(id: try $0.text(), version: try $0.number()) },
      rules: try reader.list(), effect: try reader.optional { try $0.word(AuditGrounds.Effect.self) },
      reason: try reader.optional { try $0.text() })
    try self.init(
      category, by: actor, object: object, individuals: individuals, recipient: recipient, grounds: grounds,
      resultCount: try reader.optional { try $0.number() }, sealed: try reader.optional { try $0.bytes() })
  }
}
