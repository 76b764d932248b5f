/// Headers that every response carries, after OWASP ASVS 5.0 chapter 3 (web frontend security).
enum SecurityHeaders {
  /// `trustedTypes` is off only for pages with Leaflet, which writes its controls by `innerHTML`.
  static func common(secure: Bool, trustedTypes: Bool) -> [(String, String)] {
    var policy =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
      + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    if trustedTypes { policy += "; require-trusted-types-for 'script'; trusted-types 'none'" }
    var headers = [
      ("content-security-policy", policy),
      ("x-content-type-options", "nosniff"),
      // Not `no-referrer`: under it browsers send `Origin: null` with our own forms, which could then not be told apart.
      ("referrer-policy", "same-origin"),
      ("cross-origin-opener-policy", "same-origin"),
      ("cross-origin-resource-policy", "same-origin"),
      (
        "permissions-policy",
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), "
          + "microphone=(), payment=(), usb=()"
      ),
    ]
    if secure { headers.append(("strict-transport-security", "max-age=31536000; includeSubDomains")) }
    return headers
  }
}
