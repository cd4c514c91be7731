// What surrounds a file when it is analysed.

/// What is the same for all files of a run.
package final class CommonContext: Sendable {
  package let surfaces: SurfaceSet
  /// The libraries at the release the code moves to, where it need not run on the old one any more.
  package let target: SurfaceSet
  /// The same, whether or not it must run on the old one as well.
  package let aim: SurfaceSet
  /// Member names that rules speak of: accesses to them on values are reported as references by receiver.
  package let members: NameSet
  /// Those of them that rules about types of a library speak of on values of unknown type, too, by the library.
  package let membersOfUnknown: [String: SharedNames]
  /// By number of a member: what its calls must give one of for a rule to speak of them; nil where rules speak of others.
  package let memberNeeds: [[ArgumentNeed]?]
  /// Words of shapes that rules ask for: see `FileFacts.wordLeaves`.
  package let leafWords: NameSet
  /// Names that rules speak of, for languages that must look for some of them by their text alone.
  package let spokenOf: Set<String>
  /// The model files of the project, where rules ask what is in them.
  package let models: LoadableModels
  /// Whether there are any.
  package let movesModels: Bool
  /// What macros of libraries stand for in the release that the code moves to; and, where it is to go on running there,
  /// in the one it comes from.
  package let macros: [String: Int]
  package let olderMacros: [String: Int]
  /// Whether another library takes the place of the old one, of which no release is left to have code for.
  package let isSwap: Bool

  package init(
    surfaces: SurfaceSet, target: SurfaceSet = SurfaceSet(surfaces: [], roots: []), aim: SurfaceSet? = nil,
    members: NameSet = [], membersOfUnknown: [String: SharedNames] = [:], memberNeeds: [[ArgumentNeed]?] = [],
    leafWords: NameSet = [],
    spokenOf: Set<String> = [], models: LoadableModels = LoadableModels(),
    macros: [String: Int] = [:],
    olderMacros: [String: Int] = [:], isSwap: Bool = false
  ) {
    self.surfaces = surfaces
    self.target = target
    self.aim = aim ?? target
    self.members = members
    self.membersOfUnknown = membersOfUnknown
    self.memberNeeds = memberNeeds
    self.leafWords = leafWords
    self.spokenOf = spokenOf
    self.models = models
    movesModels = !models.isEmpty
    self.macros = macros
    self.olderMacros = olderMacros
    self.isSwap = isSwap
  }
}

/// What surrounds a file when it is analysed.
package struct AnalysisContext: Sendable {
  /// The dotted name of the file's module, empty when it has none.
  package var module: String
  /// Whether the file is its package's own module (`__init__.py`).
  package var isPackage: Bool
  package var common: CommonContext
  /// What the project's other modules export; empty on a first pass.
  package var project: ProjectIndex
  /// Names of this module that other modules of the project take from it (`product` of `from .compat import product`;
  /// `*` for all): an import edit must keep them bound.
  package var takenByOthers: Set<String>
  /// Set for one of several sources that begin alike.
  package var beginning: CommonBeginning?
  /// Set where it is to be told what the file asks the project about.
  package var asked: AskedNames?

  package init(
    module: String, isPackage: Bool, common: CommonContext, project: ProjectIndex = ProjectIndex(),
    takenByOthers: Set<String> = []
  ) {
    self.module = module
    self.isPackage = isPackage
    self.common = common
    self.project = project
    self.takenByOthers = takenByOthers
  }

  @inlinable package var surfaces: SurfaceSet { common.surfaces }
  @inlinable package var target: SurfaceSet { common.target }
  @inlinable package var members: NameSet { common.members }
  @inlinable package var memberNeeds: [[ArgumentNeed]?] { common.memberNeeds }
  @inlinable package var leafWords: NameSet { common.leafWords }
  @inlinable package var spokenOf: Set<String> { common.spokenOf }
  @inlinable package var models: LoadableModels { common.models }
  @inlinable package var movesModels: Bool { common.movesModels }
  @inlinable package var macros: [String: Int] { common.macros }
  @inlinable package var olderMacros: [String: Int] { common.olderMacros }
  @inlinable package var isSwap: Bool { common.isSwap }
}
