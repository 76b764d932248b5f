extension UI {
  package static func radios(
    _ name: String, _ legend: String, hint: String? = nil, options: [Choice], selected: String? = nil,
    error: String? = nil, inline: Bool = false
  ) -> HTML {
    group(name, legend, hint: hint, error: error) {
      choices("radio", name, options, selected: selected.map { [$0] } ?? [], inline: inline)
    }
  }

  package static func radios(
    _ name: String, _ legend: String, hint: String? = nil, options: [(String, String)], selected: String? = nil,
    error: String? = nil, inline: Bool = false
  ) -> HTML {
    radios(
      name, legend, hint: hint, options: options.map { Choice($0.0, $0.1) }, selected: selected, error: error,
      inline: inline)
  }

  package static func checkboxes(
    _ name: String, _ legend: String, hint: String? = nil, options: [Choice], selected: Set<String> = [],
    error: String? = nil
  ) -> HTML {
    group(name, legend, hint: hint, error: error) {
      choices("checkbox", name, options, selected: selected, inline: false)
    }
  }

  package static func checkboxes(
    _ name: String, _ legend: String, hint: String? = nil, options: [(String, String)], selected: Set<String> = [],
    error: String? = nil
  ) -> HTML {
    checkboxes(
      name, legend, hint: hint, options: options.map { Choice($0.0, $0.1) }, selected: selected, error: error)
  }

  private static func choices(
    _ type: String, _ name: String, _ options: [Choice], selected: Set<String>, inline: Bool
  ) -> HTML {
    """
    <div class="choices\(inline ? " choices--inline" : "")">\(each: options.enumerated(), { index, option in
      let id = index == 0 ? "\(name)-1" : "\(name)-\(index + 1)"
      return """
        <div class="choice"><input class="choice__input" type="\(type)" id="\(id)" name="\(name)" value="\(option.value)"\
        \(flag: "checked", selected.contains(option.value))\
        \(attr: "aria-describedby", option.hint.map { _ in id + "-hint" })>\
        <label class="choice__label" for="\(id)">\(option.label)</label>\
        \(option.hint.map { "<div class=\"hint choice__hint\" id=\"\(id)-hint\">\($0)</div>" as HTML })</div>
        """
    })</div>
    """
  }
}
