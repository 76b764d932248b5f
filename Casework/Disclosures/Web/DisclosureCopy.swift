import Basics
import CaseworkModel
import Documents
import WebShell

/// The marked copy of a disclosure, as PDF: the recipient's name stands at the head of every page.
enum DisclosureCopy {
  static func report(_ pack: DisclosurePack) -> Report {
    let body: HTML = """
      <h2 id="terms">Terms</h2>\(each: pack.head, { "<p>\($0)</p>" })
      <h2 id="content">What is disclosed</h2>
      \(each: pack.items, { item in
        """
        <h3>\(item.kind.label): \(item.title)</h3>\(when: item.choice == .redacted, "<p><em>Parts were taken out.</em></p>")
        \(UI.paragraphs(item.leaving ?? ""))
        """
      })
      """
    return Report(
      title: "Disclosure \(pack.reference)", subtitle: "Copy \(pack.copy) for \(pack.recipientName), \(pack.recipientBody)",
      publisher: pack.sender,
      facts: [
        ("For", "\(pack.recipientName), \(pack.recipientBody)"), ("From", pack.sender), ("Sent", pack.sentOn.spoken),
        ("To be destroyed or returned by", pack.deleteBy.spoken),
      ], marking: pack.mark, notice: "For the person named only. It is not passed on.", body: body.text)
  }
}
