/// A secret that shows nothing of itself in a log, an error message or a debugger's dump.
package protocol Unprinted: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {}

extension Unprinted {
  package var description: String { "\(Self.self) (not shown)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: []) }
}
