// What a front end is to the rest of the house.

package import SourceModel

/// A source language: a parser, an analysis, and the few things an engine must ask about its syntax.
///
/// A value without state; parsing and analysing are synchronous and may run for many files at once.
package protocol Language: Sendable {
  /// The folder name in a library's pack, such as `python`.
  var name: String { get }

  /// What stands before an expression so that it becomes a function of these parameters: `lambda X: `. Nil where a function
  /// cannot be written so.
  func functionHead(of parameters: [String]) -> String?

  /// The ends of the names of its files; empty where these alone do not tell, as for scripts.
  var sourceSuffixes: [String] { get }

  /// Parses any bytes; never fails.
  func parse(_ bytes: ContiguousArray<UInt8>) -> ParsedFile

  /// Parses the bytes of a file of the project, for languages in which a file's place says how it is read.
  ///
  /// - Parameter path: Relative to the project's root.
  func parse(_ bytes: ContiguousArray<UInt8>, at path: String) -> ParsedFile

  /// Whether a file's reading depends on what other files of the project say, so that what becomes of one is held against
  /// what becomes of the others.
  var readsFilesTogether: Bool { get }

  /// Whether what is only said of a member, by its name alone, is said of members of values of unknown type, too.
  var tellsOfUnknownReceivers: Bool { get }

  /// Tells which files of the project are about to be parsed, so that what they have in common need be read only once.
  func prepare(toParse files: [(path: String, bytes: ContiguousArray<UInt8>)])

  /// What a file includes, as it is written, where files are put together from their texts.
  func inclusions(in bytes: ContiguousArray<UInt8>) -> [String]

  /// Whether files parsed since told something of this one that it does not show by itself, so that it is to be parsed
  /// again.
  func isToldOfByOthers(_ path: String) -> Bool

  /// Parses the bytes of a file as the project is to become.
  ///
  /// - Parameter others: What other files are to hold, by their paths relative to the project's root.
  func parse(
    _ bytes: ContiguousArray<UInt8>, at path: String, beside others: [String: ContiguousArray<UInt8>]
  ) -> ParsedFile

  /// What is wrong with a rewritten file that was not wrong before.
  func newProblems(in after: ParsedFile, since before: ParsedFile) -> [Diagnostic]

  /// Whether a file that parsed surely parses still, told from what changed of it alone; false where only the whole tells.
  ///
  /// - Parameters:
  ///   - changes: The ranges of the old file that were replaced.
  ///   - newOffset: Where a byte outside of those comes to stand.
  func staysWhole(
    _ before: ParsedFile, as after: ContiguousArray<UInt8>, changedIn changes: [ByteRange],
    newOffset: (UInt32) -> Int
  ) -> Bool

  /// What every name in the file means, and on demand what every value is.
  func analyse(_ file: ParsedFile, in context: AnalysisContext) -> any FileFacts

  /// The same for a file that was analysed before in another context.
  func analyse(_ file: ParsedFile, in context: AnalysisContext, after earlier: any FileFacts) -> any FileFacts

  /// Whether modules are made of several files, each of which sees what the others declare.
  var modulesHaveParts: Bool { get }

  /// What a file's import statements name of modules of the project, read without parsing: `pkg.compat.product`,
  /// `pkg.compat.*`. May name too much, never too little; serves files that no library is mentioned in.
  func quickImports(of bytes: ContiguousArray<UInt8>, module: String, isPackage: Bool) -> [String]

  /// The same of a file that imports none of these modules; nil of one that may.
  func quickImports(
    of bytes: ContiguousArray<UInt8>, module: String, isPackage: Bool, unlessOf modules: SharedNames
  ) -> [String]?

  /// Whether a file may say in itself what it requires, as scripts do. Asked of every file, so that it looks for a mark only;
  /// may say yes too often, never too seldom.
  func mayRequire(_ bytes: ContiguousArray<UInt8>) -> Bool

  /// A text that declares for other files what this one does, and is shorter; nil where that cannot be told.
  func declarationText(of bytes: ContiguousArray<UInt8>) -> ContiguousArray<UInt8>?

  /// The code of examples in the file's documentation, each to be looked at on its own.
  func examples(in file: ParsedFile) -> [EmbeddedSource]

  // MARK: Rule text

  /// Parses `numpy.ndarray.ptp(self, axis=None, *, out=None) -> numpy.ndarray`.
  func signature(_ text: String) throws(RuleTextError) -> Signature

  /// Parses the text of a `now`, `match` or `rewrite`. Free names that are not `variables` must be qualified names or
  /// builtins; which of those are APIs is the caller's to check (`Pattern.symbols`).
  func pattern(_ text: String, variables: Set<String>) throws(RuleTextError) -> Pattern

  /// A name as rule files write it, in the form that tables have: with dots. Nil where it is no name.
  func canonicalName(_ written: String) -> String?

  /// A name of the tables as a person reads it.
  func shown(_ name: String) -> String

  /// Whether `name` means something everywhere without an import, such as `len`.
  func isBuiltin(_ name: String) -> Bool

  /// Whether `FileFacts.wordLeaves` lists leaves that stand as this one does.
  func tells(leaf: NodeID, of tree: Tree) -> Bool

  // MARK: Testing rules

  /// Files that use an API in every way the language has, the most different first; no more than `limit`.
  func variants(of subject: UsageSubject, limit: Int) -> [UsageVariant]

  /// Whether the tree tells an expression of several words only by its parts, the words between them aside, and outside
  /// of brackets not even as one node.
  var readsWordsFlat: Bool { get }

  /// The words of a range, white space and comments aside, where `readsWordsFlat`.
  func words(in range: ByteRange, of tree: Tree) -> [String]

  /// The names that a file reads and nothing in it binds, builtins aside; sorted. Nil where a star import may bind
  /// anything.
  func unboundNames(in file: ParsedFile) -> [String]?

  // MARK: Syntax

  /// The call that `node` is.
  func callSite(at node: NodeID, in tree: Tree) -> CallSite?

  /// The member access that `node` is.
  func memberAccess(at node: NodeID, in tree: Tree) -> MemberAccess?

  /// Whether `node` of `source` needs parentheses to stand where `place` stands in `target`.
  func needsParentheses(_ node: NodeID, of source: Tree, at place: NodeID, of target: Tree) -> Bool

  /// Whether labels are part of a function's name, so that every argument has one certain label or none.
  var fixesLabels: Bool { get }

  /// Whether an import can fall back to another where it fails, so that code runs on two releases.
  var guardsImports: Bool { get }

  /// What a use of a member needs that was optional and always has a value now; empty where it may stand as it is, nil
  /// where a person must say. `absence` is the member that tells what `nil` told, such as `isEmpty`.
  func edits(requiring node: NodeID, absence: String?, in tree: Tree) -> [Edit]?

  /// What the code of a pattern does besides giving a value, and the pattern without the words that say so where they
  /// stand before all of it.
  func effects(in pattern: Pattern) -> (effects: Effects, plain: Pattern)

  /// The names that the statements of a pattern bind for what follows them.
  func names(boundBy pattern: Pattern) -> [String]

  /// Whether a pattern is an expression that gives no value, such as an assignment: it can only stand as a statement.
  func givesNoValue(_ pattern: Pattern) -> Bool

  /// What is written before the value of an argument labelled `label`: `axis=`.
  func label(_ label: String) -> String

  /// Whether evaluating `node` twice, later or not at all could be told from evaluating it once.
  func hasSideEffects(_ node: NodeID, in tree: Tree) -> Bool

  /// The value that `node` is, if it is a literal.
  func constant(at node: NodeID, in tree: Tree) -> Constant?

  /// The bytes between the quotes of a plain one-token string literal without escapes.
  func stringContent(of node: NodeID, in tree: Tree) -> ByteRange?

  /// What a list, tuple or dictionary that is written out holds: values, of a dictionary with their keys where those
  /// are plain strings.
  func items(of node: NodeID, in tree: Tree) -> [(key: String?, value: NodeID)]

  /// The bytes to delete with `range`, one element of a comma-separated list inside `list`, so that the list stays
  /// well formed and its layout and comments survive.
  func removal(of range: ByteRange, from list: ByteRange, in tree: Tree) -> ByteRange

  /// Where in `list` a further element goes, and what must stand around it.
  func insertion(into list: ByteRange, in tree: Tree) -> ListInsertion

  /// The comments that stand in `range`.
  func comments(in range: ByteRange, of tree: Tree) -> [ByteRange]

  /// Whether two subtrees mean the same, layout and comments aside.
  func isSame(_ first: NodeID, of firstTree: Tree, _ second: NodeID, of secondTree: Tree) -> Bool
}

extension Language {
  package func quickImports(
    of bytes: ContiguousArray<UInt8>, module: String, isPackage: Bool, unlessOf modules: SharedNames
  ) -> [String]? {
    nil
  }

  package func mayRequire(_ bytes: ContiguousArray<UInt8>) -> Bool { false }

  package func declarationText(of bytes: ContiguousArray<UInt8>) -> ContiguousArray<UInt8>? { nil }

  package var sourceSuffixes: [String] { [] }

  package func tells(leaf: NodeID, of tree: Tree) -> Bool { false }

  package func functionHead(of parameters: [String]) -> String? { nil }

  package func parse(_ bytes: ContiguousArray<UInt8>, at path: String) -> ParsedFile { parse(bytes) }

  package func analyse(
    _ file: ParsedFile, in context: AnalysisContext, after earlier: any FileFacts
  ) -> any FileFacts {
    analyse(file, in: context)
  }

  package var modulesHaveParts: Bool { false }

  package var readsFilesTogether: Bool { false }

  package var tellsOfUnknownReceivers: Bool { true }

  package func prepare(toParse files: [(path: String, bytes: ContiguousArray<UInt8>)]) {}

  package func inclusions(in bytes: ContiguousArray<UInt8>) -> [String] { [] }

  package func isToldOfByOthers(_ path: String) -> Bool { false }

  package func parse(
    _ bytes: ContiguousArray<UInt8>, at path: String, beside others: [String: ContiguousArray<UInt8>]
  ) -> ParsedFile {
    parse(bytes, at: path)
  }

  package func newProblems(in after: ParsedFile, since before: ParsedFile) -> [Diagnostic] {
    after.diagnostics.filter { $0.severity == .error }
  }

  package func staysWhole(
    _ before: ParsedFile, as after: ContiguousArray<UInt8>, changedIn changes: [ByteRange],
    newOffset: (UInt32) -> Int
  ) -> Bool { false }

  package var readsWordsFlat: Bool { false }
  package func words(in range: ByteRange, of tree: Tree) -> [String] { [] }

  package func canonicalName(_ written: String) -> String? { written }

  package func shown(_ name: String) -> String { name }

  package var fixesLabels: Bool { false }
  package func effects(in pattern: Pattern) -> (effects: Effects, plain: Pattern) { ([], pattern) }
  package func names(boundBy pattern: Pattern) -> [String] { [] }
  package func givesNoValue(_ pattern: Pattern) -> Bool { false }
  package var guardsImports: Bool { false }
  package func edits(requiring node: NodeID, absence: String?, in tree: Tree) -> [Edit]? { nil }
}

/// Where a new last element of a comma-separated list goes.
package struct ListInsertion: Hashable, Sendable {
  package var offset: UInt32
  /// Written before and after the new element: `", "` and `""` after a last element without a comma.
  package var before: String
  package var after: String
  /// Where a comma must be put as well: behind a last element that a comment follows.
  package var commaOffset: UInt32?

  package init(offset: UInt32, before: String, after: String, commaOffset: UInt32? = nil) {
    self.offset = offset
    self.before = before
    self.after = after
    self.commaOffset = commaOffset
  }
}

/// What is known of one file: tables beside its tree.
///
/// Everything but `projectImports` is computed when asked for.
package protocol FileFacts: Sendable {
  var tree: Tree { get }

  /// The parent of every row; the root is its own.
  var parents: ContiguousArray<NodeID> { get }

  /// Every use of a provided library's API, in source order, one for each outermost dotted chain; and every access to
  /// one of the context's `members` on a value that is not known to be of another type.
  var references: [Reference] { get }

  /// Where the context's `leafWords` stand among those leaves that the language looks at anyway (`Language.tells`), as
  /// numbers of words with leaves, in no order; nil where it does not tell.
  var wordLeaves: [(word: NameSet.ID, leaf: NodeID)]? { get }

  /// What other files of the module, or of modules that are imported, may declare that would change what is found here. Of a
  /// context that is told what is asked.
  var projectNeeds: ProjectNeeds { get }

  /// Whether a value of a type may be in the file without anything in it that says so: not where a language has a library
  /// imported by all files that work with it, and the file does not.
  func mayMeet(valuesOf type: String) -> Bool

  /// What the module offers to others: names that lead to a library or a project module, its classes, and what
  /// functions return by their annotation.
  var exports: ModuleExports { get }

  /// What functions of the module return, as far as their code shows it; for names that other modules take. Costs
  /// about as much as the analysis itself, so it is asked for only where a member rule may need it.
  func returns(of functions: Set<String>) -> [String: TypeFact]

  /// The names bound by those imports of which it mattered, when changes were settled, whether others take them from the
  /// file. Nil where the language does not tell.
  var importsInQuestion: Set<String>? { get }

  /// The qualified names of what the file takes from modules that no surface provides (`pkg.compat.product`,
  /// `pkg.compat.*`), for a second pass once the project's exports are known.
  var projectImports: [String] { get }

  /// Whether code in the file's documentation may use a library or hold one of the words: where not, it need not be
  /// looked at. Says yes too often rather than not.
  func mayConcern(_ example: EmbeddedSource, words: NameSet) -> Bool

  /// The type of the value of an expression, if it is known at all.
  func type(of node: NodeID) -> TypeFact?

  /// The name of that type, and how well it is known: all that most questions are about.
  func typeName(of node: NodeID) -> (name: String, evidence: Evidence)?

  /// The constant an expression has, through names assigned once.
  func constant(of node: NodeID) -> Constant?

  /// The model of the context that a call loads, where the code shows its path.
  func modelSource(of call: NodeID) -> ModelSource?

  /// What rules make of the file's declarations; each rule goes by its number.
  func declarationChanges(under rules: [(number: Int, rule: DeclarationRule)]) -> [DeclarationChange]

  /// What must be written for calls to wait or fail where they did not, up through the functions around them and their
  /// callers; a plan for each seed. `handed` are closures and functions that may wait by what they are handed;
  /// `dissolved`, closures whose statements come to stand in the function around them.
  func effectPlans(for seeds: [EffectSeed], handed: [ByteRange], dissolved: [ByteRange]) -> [EffectPlan]

  /// Calls of functions that other files declare and that come to wait or fail; and what uses them in a way that cannot
  /// follow, by function.
  func foreignSeeds() -> (calls: [ForeignSeed], obstacles: [String: [String]])

  /// What the file's functions do with their values; costs a pass over the file, so it is asked for only where a rule
  /// follows values.
  var tracedFunctions: [TracedFunction] { get }
  /// How a call that is handed a closure becomes one that waits; nil where the language has no such thing.
  ///
  /// - Parameter effects: What the call comes to do.
  func handlerPlan(for site: CallSite, handler: Argument, form: HandlerForm, effects: Effects) -> HandlerPlan?

  /// A guard around a place that changes, for code that is to run with two releases.
  func guardPlan(around range: ByteRange, _ condition: VersionGuard) -> GuardPlan

  /// Whether an expression is a statement, so that nothing takes its value.
  func isStatement(_ node: NodeID) -> Bool

  /// Whether anything in the file is reached through an import; nil where the language does not tell imports apart.
  func hasUses(importAt node: NodeID) -> Bool?

  /// Whether the code itself binds a name that is seen at a place.
  func binds(_ name: String, at node: NodeID) -> Bool

  /// Whether what a call gives goes into calls of a type's members and nowhere else; nil where it goes elsewhere too.
  func feeds(_ call: NodeID, membersOf type: String) -> Bool?

  /// Whether the value of a call is taken apart on the spot: given to several names, gone through by a loop, spread into
  /// arguments, asked for one element, or handed to what goes through any sequence.
  func isTakenApart(_ call: NodeID) -> Bool

  /// The call that an expression's value comes from, through a name bound once, and what it calls.
  func maker(of node: NodeID) -> (call: NodeID, name: String)?

  /// The whole lines around a place that the preprocessor could choose between releases.
  func guardableLines(around range: ByteRange, at node: NodeID) -> GuardableLines

  /// Why the file cannot have one of these names at all; nil where it can.
  func obstacle(toWriting names: [String]) -> String?

  /// Spells new names in place of references and says what that does to the imports.
  ///
  /// Takes all accepted replacements of a file at once: which imported names are still used decides which may go.
  /// `gone` are references (or nodes holding some) that no longer stand and that no wish replaces. A wish on an
  /// `imported` reference says that its import is to lead to the new name; only `Settlement.imports` edits imports.
  func settle(_ wishes: [SymbolWish], gone: [NodeID]) -> Settlement
}

extension FileFacts {
  package var wordLeaves: [(word: NameSet.ID, leaf: NodeID)]? { nil }
  package var importsInQuestion: Set<String>? { nil }
  package var projectNeeds: ProjectNeeds { .none }
  package func mayMeet(valuesOf type: String) -> Bool { true }

  package func declarationChanges(under rules: [(number: Int, rule: DeclarationRule)]) -> [DeclarationChange] { [] }
  package func effectPlans(
    for seeds: [EffectSeed], handed: [ByteRange], dissolved: [ByteRange]
  ) -> [EffectPlan] {
    seeds.map { _ in EffectPlan() }
  }
  package func foreignSeeds() -> (calls: [ForeignSeed], obstacles: [String: [String]]) { ([], [:]) }
  package func handlerPlan(
    for site: CallSite, handler: Argument, form: HandlerForm, effects: Effects
  ) -> HandlerPlan? { nil }
  package func guardPlan(around range: ByteRange, _ condition: VersionGuard) -> GuardPlan {
    GuardPlan(range: range, obstacle: "the language has none")
  }
  package func isStatement(_ node: NodeID) -> Bool { false }
  package func hasUses(importAt node: NodeID) -> Bool? { nil }
  package func binds(_ name: String, at node: NodeID) -> Bool { false }
  package var tracedFunctions: [TracedFunction] { [] }
  package func guardableLines(around range: ByteRange, at node: NodeID) -> GuardableLines { .none("") }
  package func obstacle(toWriting names: [String]) -> String? { nil }
  package func mayConcern(_ example: EmbeddedSource, words: NameSet) -> Bool { true }
  package func typeName(of node: NodeID) -> (name: String, evidence: Evidence)? {
    type(of: node).map { ($0.type, $0.evidence) }
  }
  package func feeds(_ call: NodeID, membersOf type: String) -> Bool? { false }
  package func isTakenApart(_ call: NodeID) -> Bool { false }
  package func maker(of node: NodeID) -> (call: NodeID, name: String)? { nil }
}

/// A name that is to stand where a reference stands, or in code that replaces it.
package struct SymbolWish: Hashable, Sendable {
  /// The reference being replaced, or the node whose replacement needs the name.
  package var place: NodeID
  /// Whether the name takes the very place of the reference (a rename), so that an alias of its import may stay.
  package var replacesReference: Bool
  /// The qualified name wanted.
  package var name: String
  /// Whether the older text stays beside the new one, with all that brings its names.
  package var keepsOld = false
  /// What takes the name's place in the older of two releases that the code is to run on; nil where both have it.
  package var older: OlderName?
  /// Whether the name stands behind a sign that says it is a macro's: no function or value of the name hides it.
  package var isMacro = false

  package init(place: NodeID, replacesReference: Bool, name: String) {
    self.place = place
    self.replacesReference = replacesReference
    self.name = name
  }
}

/// Whether code may stand there twice, each for its own releases.
package enum GuardableLines: Hashable, Sendable {
  /// Whole lines without the last line's end.
  case lines(ByteRange)
  /// Why not; empty where the language has no such means.
  case none(String)
}

/// How wishes are spelled, and the edits that make it so.
package struct Settlement: Hashable, Sendable {
  /// One spelling a wish, in order; nil where the name cannot be had there (shadowed).
  package var spellings: [String?]
  /// Edits of import statements: added, renamed and removed names.
  package var imports: [Edit]

  package init(spellings: [String?], imports: [Edit]) {
    self.spellings = spellings
    self.imports = imports
  }
}

/// The text of a rule that its language cannot read: where in the text, and why.
package struct RuleTextError: Error, Hashable, Sendable {
  package var message: String
  /// Byte offsets into the text given.
  package var range: ByteRange

  package init(message: String, range: ByteRange) {
    self.message = message
    self.range = range
  }
}
