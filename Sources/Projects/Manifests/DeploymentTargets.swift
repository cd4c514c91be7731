// The oldest releases of platforms that a project runs on, by its Package.swift and its Xcode projects.

import SourceModel

/// Platforms by the names that manifests have for them: `macOS` → `12`.
package struct DeploymentTargets: Hashable, Sendable {
  package private(set) var platforms: [String: String] = [:]
  /// Where each was read.
  package private(set) var evidence: [String: (file: String, line: Int)] = [:]

  package static func == (left: Self, right: Self) -> Bool { left.platforms == right.platforms }
  package func hash(into hasher: inout Hasher) { hasher.combine(platforms) }

  package init() {}

  /// Reads manifests of packages, and the Xcode projects that lie in a folder.
  package init(packages: [String], folder: String) {
    for file in packages.sorted() {
      guard let bytes = try? readFile(file) else { continue }
      for (platform, release, offset) in PackageManifest(bytes).deployment {
        take(platform, release, file, bytes, offset)
      }
    }
    for name in XcodeProjects.names(in: folder) where name.hasSuffix(".xcodeproj") {
      let file = "\(folder)/\(name)/project.pbxproj"
      guard let bytes = try? readFile(file) else { continue }
      for (setting, platform) in Self.settings { read(setting, platform, file, bytes) }
    }
  }

  private static let settings = [
    ("IPHONEOS_DEPLOYMENT_TARGET", "iOS"), ("MACOSX_DEPLOYMENT_TARGET", "macOS"), ("TVOS_DEPLOYMENT_TARGET", "tvOS"),
    ("WATCHOS_DEPLOYMENT_TARGET", "watchOS"), ("XROS_DEPLOYMENT_TARGET", "visionOS"),
  ]

  /// `MACOSX_DEPLOYMENT_TARGET = 13.0;`
  private mutating func read(_ setting: String, _ platform: String, _ file: String, _ bytes: ContiguousArray<UInt8>) {
    let word = Array(setting.utf8)
    var at = 0
    while at + word.count < bytes.count {
      guard bytes[at] == word[0], bytes[at..<(at + word.count)].elementsEqual(word) else {
        at += 1
        continue
      }
      let offset = at
      at += word.count
      while at < bytes.count, bytes[at] == 0x20 || bytes[at] == UInt8(ascii: "=") { at += 1 }
      let number = bytes[at...].prefix { $0 == UInt8(ascii: ".") || (0x30...0x39).contains($0) }
      take(platform, String(decoding: number, as: UTF8.self), file, bytes, offset)
    }
  }

  /// The oldest of several counts.
  private mutating func take(
    _ platform: String, _ release: String, _ file: String, _ bytes: ContiguousArray<UInt8>, _ offset: Int
  ) {
    guard let new = Version(release, scheme: .semantic) else { return }
    if let old = platforms[platform].flatMap({ Version($0, scheme: .semantic) }), old <= new { return }
    platforms[platform] = release
    evidence[platform] = (file, bytes[..<offset].count { $0 == 0x0A } + 1)
  }
}
