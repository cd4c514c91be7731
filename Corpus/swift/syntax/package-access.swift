// Access within a package, and imports that say who sees them.
public import Kit
internal import Foundation
@testable import Core
@_exported import struct Kit.Version
@preconcurrency package import Legacy

package struct Settings {
    package private(set) var name: String
    package static let standard = OldKit.settings

    package init(name: String = OldKit.defaultName) { self.name = name }
}

open class Base {
    package func work() -> OldKit.Name { OldKit.Name("base") }
    fileprivate var hidden = 1
    public internal(set) var seen = OldKit.fresh()
}

package protocol Working { func work() -> OldKit.Name }
