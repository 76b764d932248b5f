import Basics
import Crypto
import Foundation

/// What the parties of a sharing agreement agree, as one value: the fields that the Information Commissioner's statutory
/// data sharing code expects (Data Protection Act 2018 s.121). The protocol of S.I. 2007/1830 reg. 4 is one too.
///
/// Its canonical JSON is what is signed: the printed copy, the digest and the columns that decide all come from it.
package struct SharingAgreement: Codable, Hashable, Sendable {
  package var title: String
  package var tier: AgreementTier
  package var version: Int
  /// The agreement above it: the protocol for a purpose agreement, the purpose agreement for a flow.
  package var parent: String?

  package var purposes: [String]
  package var aim: String
  package var benefit: String
  package var panels: [String]
  package var categories: [String]
  package var classification: Classification

  package var parties: [AgreementParty]
  package var items: [AgreementItem]
  /// Whose data it is (Data Protection Act 2018 s.38(3)).
  package var subjects: [DataSubject]
  package var gateways: [GatewayUse]

  package var regime: AgreementRegime
  package var regimeWords: String
  package var bases: LawfulBases
  package var confidentiality: ConfidentialityRule
  package var access: AccessRule
  package var onward: OnwardRule
  package var accuracy: String
  package var retention: String
  package var transfer: TransferRule
  package var rights: [RightsAnswer]
  package var breach: [BreachNotice]
  package var dpia: ImpactAssessment
  package var training: TrainingRule

  /// The first day on which it counts.
  package var from: Day
  /// The last day on which it counts; nil when it has none.
  package var to: Day?
  package var review: Day?
}

extension SharingAgreement {
  package func party(_ authority: String) -> AgreementParty? { parties.first { $0.authority == authority } }

  /// Whether anything about a person passes under it.
  package var carriesPersonalData: Bool { !categories.isEmpty || items.contains(where: \.isPersonal) }

  /// The text that is signed: JSON with its keys in order, so that the same content always has the same digest.
  package func canonicalJSON() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  package init(canonicalJSON text: String) throws {
    self = try JSONDecoder().decode(SharingAgreement.self, from: Data(text.utf8))
  }

  package static func digest(of text: String) -> String { Hex.text(SHA256.hash(data: Array(text.utf8))) }
  package func digest() throws -> String { SharingAgreement.digest(of: try canonicalJSON()) }
}

/// How an agreement stands to others: the protocol over all, an agreement for a purpose, one flow of data within it.
package enum AgreementTier: String, CaseIterable, Codable, Hashable, Sendable {
  case `protocol`, purpose, flow

  package var label: String {
    switch self {
    case .protocol: "Information sharing protocol"
    case .purpose: "Agreement for a purpose"
    case .flow: "Data flow"
    }
  }

  /// What must stand above it.
  package var above: AgreementTier? {
    switch self {
    case .protocol: nil
    case .purpose: .protocol
    case .flow: .purpose
    }
  }
}

/// A gateway on which the agreement relies, and for what.
package struct GatewayUse: Codable, Hashable, Sendable {
  package var code: String
  package var use: String
  package init(code: String, use: String) {
    self.code = code
    self.use = use
  }
}
