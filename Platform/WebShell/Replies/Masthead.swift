import Basics

/// One entry of the site's navigation; shown to visitors who hold its permission.
package struct NavigationItem: Sendable {
  package let label: String
  package let href: String
  package let permission: Permission?
  /// Shown to people who are not signed in too.
  package let open: Bool

  package init(_ label: String, _ href: String, permission: Permission? = nil, open: Bool = false) {
    self.label = label
    self.href = href
    self.permission = permission
    self.open = open
  }

  func isShown(to visitor: Visitor?) -> Bool {
    if let permission { return visitor?.may(permission) ?? false }
    return open || visitor != nil
  }
}

/// What stands at the head and foot of every page.
package struct Masthead: Sendable {
  package let product: String
  /// The partnership whose site this is, such as `Safer Westminster Partnership`.
  package let partnership: String
  package let navigation: [NavigationItem]
  package let footer: [NavigationItem]
  /// A line across the top, such as "Demonstration: people and cases are invented".
  package let banner: String?

  package init(
    product: String = "Concordat", partnership: String, navigation: [NavigationItem], footer: [NavigationItem] = [],
    banner: String? = nil
  ) {
    self.product = product
    self.partnership = partnership
    self.navigation = navigation
    self.footer = footer
    self.banner = banner
  }
}
