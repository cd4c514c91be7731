// What a file would have to know of its project to be looked at for certain.

/// What other files of the project may declare that would change what is found in a file.
package struct ProjectNeeds: Hashable, Sendable {
  /// The libraries that the file imports: what the project declares may hide their names. Sorted.
  package var libraries: [String]
  /// Names that the project was asked for in vain, so that it is not known on what values members stand that rules speak of.
  /// Sorted.
  package var names: [String]

  package static let none = ProjectNeeds(libraries: [], names: [])

  package init(libraries: [String], names: [String]) {
    self.libraries = libraries
    self.names = names
  }

  package var isEmpty: Bool { libraries.isEmpty && names.isEmpty }
}
