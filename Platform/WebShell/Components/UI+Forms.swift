extension UI {
  /// A form that changes something: carries the form token and idempotency key by itself.
  package static func form(
    action: String, submit: String, kind: ButtonKind = .primary, uploads: Bool = false, _ fields: HTML
  ) -> HTML {
    """
    <form method="post" action="\(url: action)"\(attr: "enctype", uploads ? "multipart/form-data" : nil) novalidate>\
    \(HTML.formSlot)\(fields)\(button(submit, kind: kind))</form>
    """
  }

  /// A form that only chooses what is shown; its fields go into the address.
  package static func filters(action: String, submit: String = "Apply", _ fields: HTML) -> HTML {
    """
    <form class="filters" method="get" action="\(url: action)">\(fields)\(button(submit, kind: .secondary))</form>
    """
  }

  /// The hidden fields of a changing form, for forms that are laid out by hand.
  package static var formToken: HTML { HTML.formSlot }

  package static func hidden(_ name: String, _ value: String) -> HTML {
    "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
  }

  /// How wide a field is: as wide as what belongs in it.
  package enum Width: String, Sendable {
    case full, half, twenty = "20", ten = "10", five = "5", four = "4", three = "3", two = "2"
  }

  package static func textField(
    _ name: String, _ label: String, hint: String? = nil, value: String = "", error: String? = nil,
    width: Width = .full, inputMode: String? = nil, autocomplete: String? = nil, type: String = "text"
  ) -> HTML {
    field(name, label, hint: hint, error: error) { described in
      """
      <input class="input input--\(width.rawValue)" id="\(name)" name="\(name)" type="\(type)" value="\(value)"\
      \(attr: "inputmode", inputMode)\(attr: "autocomplete", autocomplete)\(attr: "aria-describedby", described)\
      \(attr: "aria-invalid", error == nil ? nil : "true")>
      """
    }
  }

  /// `autocomplete` is `current-password` or `new-password`, for password stores.
  package static func password(
    _ name: String, _ label: String, hint: String? = nil, error: String? = nil,
    autocomplete: String = "current-password"
  ) -> HTML {
    textField(
      name, label, hint: hint, error: error, width: .half, autocomplete: autocomplete, type: "password")
  }

  package static func textArea(
    _ name: String, _ label: String, hint: String? = nil, value: String = "", error: String? = nil, rows: Int = 6
  ) -> HTML {
    field(name, label, hint: hint, error: error) { described in
      // The parser drops one line break after the tag, so that one is ours.
      """
      <textarea class="input" id="\(name)" name="\(name)" rows="\(rows)"\(attr: "aria-describedby", described)\
      \(attr: "aria-invalid", error == nil ? nil : "true")>
      \(value)</textarea>
      """
    }
  }

  package static func select(
    _ name: String, _ label: String, hint: String? = nil, options: [(String, String)], selected: String? = nil,
    error: String? = nil
  ) -> HTML {
    field(name, label, hint: hint, error: error) { described in
      """
      <select class="input select" id="\(name)" name="\(name)"\(attr: "aria-describedby", described)\
      \(attr: "aria-invalid", error == nil ? nil : "true")>
      \(each: options, { option in
        "<option value=\"\(option.0)\"\(flag: "selected", option.0 == selected)>\(option.1)</option>"
      })</select>
      """
    }
  }

  /// A day in three boxes; sent as `name-day`, `name-month`, `name-year`. `value` is what was typed, day first.
  package static func dateField(
    _ name: String, _ label: String, hint: String? = nil,
    value: (day: String, month: String, year: String) = ("", "", ""),
    error: String? = nil
  ) -> HTML {
    let boxes = [
      ("day", "Day", value.day, "2"), ("month", "Month", value.month, "2"), ("year", "Year", value.year, "4"),
    ]
    return group(name, label, hint: hint, error: error) {
      """
      <div class="date-boxes">\(each: boxes, { box in
        """
        <div><label class="label" for="\(name)-\(box.0)">\(box.1)</label>\
        <input class="input input--\(box.3)" id="\(name)-\(box.0)" name="\(name)-\(box.0)" type="text" inputmode="numeric" \
        value="\(box.2)"\(attr: "aria-invalid", error == nil ? nil : "true")></div>
        """
      })</div>
      """
    }
  }

  /// A file to send; the form needs `uploads: true`. `accept` is a list such as `.csv,.zip`.
  package static func fileField(
    _ name: String, _ label: String, hint: String? = nil, accept: String? = nil, multiple: Bool = false,
    error: String? = nil
  ) -> HTML {
    field(name, label, hint: hint, error: error) { described in
      """
      <input class="file-input" id="\(name)" name="\(name)" type="file"\(attr: "accept", accept)\
      \(flag: "multiple", multiple)\(attr: "aria-describedby", described)\
      \(attr: "aria-invalid", error == nil ? nil : "true")>
      """
    }
  }

  /// A label, its hint, its error, and the control that they belong to.
  static func field(
    _ name: String, _ label: String, hint: String?, error: String?, _ control: (_ described: String?) -> HTML
  ) -> HTML {
    """
    <div class="field\(error == nil ? "" : " field--error")"><label class="label" for="\(name)">\(label)</label>\
    \(hintAndError(name, hint, error))\(control(describedBy(name, hint, error)))</div>
    """
  }

  /// Several controls under one question.
  static func group(_ name: String, _ legend: String, hint: String?, error: String?, _ controls: () -> HTML) -> HTML {
    """
    <div class="field\(error == nil ? "" : " field--error")" id="\(name)">\
    <fieldset\(attr: "aria-describedby", describedBy(name, hint, error))>\
    <legend class="label">\(legend)</legend>\(hintAndError(name, hint, error))\(controls())</fieldset></div>
    """
  }

  private static func describedBy(_ name: String, _ hint: String?, _ error: String?) -> String? {
    let parts = [hint.map { _ in "\(name)-hint" }, error.map { _ in "\(name)-error" }].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  private static func hintAndError(_ name: String, _ hint: String?, _ error: String?) -> HTML {
    """
    \(hint.map { "<div class=\"hint\" id=\"\(name)-hint\">\($0)</div>" as HTML })\
    \(error.map {
      "<p class=\"error-message\" id=\"\(name)-error\"><span class=\"visually-hidden\">Error: </span>\($0)</p>" as HTML
    })
    """
  }
}
