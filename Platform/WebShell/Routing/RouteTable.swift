/// All routes, found by the parts of a path; a literal part wins over a `:name`.
struct RouteTable: Sendable {
  private struct Place: Sendable {
    var literals: [String: Int] = [:]
    var parameter: Int?
    var routes: [String: (route: Route, names: [String])] = [:]
  }

  private var places: [Place] = [Place()]
  /// Routes that repeat the method and shape of an earlier one, and so can never be reached.
  private(set) var unreachable: [Route] = []

  init(_ routes: [Route]) {
    for route in routes { add(route) }
  }

  private mutating func add(_ route: Route) {
    var here = 0
    var names: [String] = []
    for part in route.parts {
      let known = part.hasPrefix(":") ? places[here].parameter : places[here].literals[String(part)]
      let next = known ?? places.count
      if known == nil {
        places.append(Place())
        if part.hasPrefix(":") { places[here].parameter = next } else { places[here].literals[String(part)] = next }
      }
      if part.hasPrefix(":") { names.append(String(part.dropFirst())) }
      here = next
    }
    if places[here].routes[route.method.rawValue] == nil {
      places[here].routes[route.method.rawValue] = (route, names)
    } else {
      unreachable.append(route)
    }
  }

  enum Match {
    case route(Route, parameters: [String: String])
    case wrongMethod(allowed: [String])
    case none
  }

  /// The route for decoded path parts.
  func match(_ method: String, _ parts: [String]) -> Match {
    var others: Set<String> = []
    if let found = search(method, parts[...], from: 0, values: [], others: &others) { return found }
    return others.isEmpty ? .none : .wrongMethod(allowed: others.sorted())
  }

  private func search(
    _ method: String, _ parts: ArraySlice<String>, from index: Int, values: [String], others: inout Set<String>
  ) -> Match? {
    let place = places[index]
    guard let part = parts.first else {
      if let found = place.routes[method] {
        return .route(found.route, parameters: Dictionary(zip(found.names, values)) { first, _ in first })
      }
      others.formUnion(place.routes.keys)
      return nil
    }
    let rest = parts.dropFirst()
    if let next = place.literals[part],
      let found = search(method, rest, from: next, values: values, others: &others)
    {
      return found
    }
    guard let next = place.parameter, !part.isEmpty else { return nil }
    return search(method, rest, from: next, values: values + [part], others: &others)
  }
}
