import Basics
import PartnershipModel

/// What attendance says about a meeting: the quorum, and for the public meeting of the year whether somebody senior of each
/// responsible authority was there (S.I. 2007/1830 reg. 12(4)).
package struct AttendanceCheck: Sendable {
  package let seats: Int
  package let filled: Int
  /// Nil where the terms of reference set no quorum.
  package let isQuorate: Bool?
  /// Responsible authorities from which nobody senior came; empty when the meeting is not public.
  package let withoutSenior: [Authority.Responsibility]
  package let isPublic: Bool

  /// `bodies` is the register of authorities, by identity.
  package init(
    meeting: Meeting, board: Board, seats: [BoardSeat], attendance: [Attendance],
    responsibilities: [String: Authority.Responsibility]
  ) {
    let standing = seats.filter { $0.stands(on: meeting.day) }
    let byID = Dictionary(standing.map { ($0.id, $0) }) { first, _ in first }
    let present = attendance.filter { $0.presence.isPresent && byID[$0.seat] != nil }
    self.seats = standing.count
    let count = Set(present.map(\.seat)).count
    filled = count
    isQuorate = board.quorum.map { count >= $0 }
    isPublic = meeting.isPublic
    let senior = present.filter(\.isSenior).compactMap { byID[$0.seat]?.authority }.compactMap { responsibilities[$0] }
    withoutSenior =
      meeting.isPublic ? Authority.Responsibility.allCases.filter { !senior.contains($0) } : []
  }

  /// What is wrong with it, in sentences.
  package var warnings: [String] {
    var out: [String] = []
    if isQuorate == false { out.append("The meeting was not quorate: \(filled) of \(seats) seats were filled.") }
    if !withoutSenior.isEmpty {
      let names = withoutSenior.map { $0.label.lowercased() }.joined(separator: ", ")
      out.append("Nobody in a senior position came from: \(names) (S.I. 2007/1830 reg. 12(4)).")
    }
    return out
  }
}
