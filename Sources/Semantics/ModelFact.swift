// What a run knows of the model files of a project, for rules that put one runtime in another's place.

package import SourceModel

/// One model file that code may load, and what it is once it is converted.
///
/// Rules speak of it as `$model`. Values loaded from the file have `type` as their type, so that a rule's `was` can name
/// members of just this model.
package struct ModelFact: Hashable, Sendable {
  /// An input of the converted model.
  package struct Input: Hashable, Sendable {
    package var name: String
    /// Whether it takes strings; else numbers in double precision.
    package var isText: Bool
    /// The number of columns.
    package var width: Int

    package init(name: String, isText: Bool = false, width: Int = 1) {
      self.name = name
      self.isText = isText
      self.width = width
    }
  }

  /// An output of the converted model, the rows along its first axis.
  package struct Output: Hashable, Sendable {
    package var name: String
    /// The number of columns of a matrix; nil for one value a row without a second axis.
    package var width: Int?

    package init(name: String, width: Int? = nil) {
      self.name = name
      self.width = width
    }
  }

  /// The library that wrote the model, as its packs are called.
  package var library: String
  /// The file in the project, and what the converted one is called: `models/churn.joblib`, `models/churn.onnx`.
  package var file: String
  package var converted: String
  /// The qualified name that stands for the type of what is loaded: `sklearn.models.churn`.
  package var type: String
  package var inputs: [Input]
  /// Whether inputs are columns of a table, known by name.
  package var hasNamedColumns: Bool
  package var outputs: [Output]
  /// What a classifier answers, in the order of its probabilities.
  package var classes: [Constant]
  /// Whether what is loaded is a library's own booster, whose `predict` answers probabilities, not labels.
  package var isBooster = false
  /// Where in the file the model is, if the file holds more than it: a key, or a place as a number.
  package var part: String?
  /// What the file holds, where this speaks of a file of several values as a whole.
  package var bundle: Bundle?
  /// Why code must go on using the file as it is, one sentence: then its rules are shown, and none is applied unasked.
  package var held: String?

  package init(
    file: String, library: String, inputs: [Input], hasNamedColumns: Bool = false, outputs: [Output],
    classes: [Constant] = []
  ) {
    self.file = file
    self.library = library
    converted = Self.converted(file)
    type = Self.type(of: file, in: library)
    self.inputs = inputs
    self.hasNamedColumns = hasNamedColumns
    self.outputs = outputs
    self.classes = classes
  }

  /// A dictionary, tuple or list of models and plain values in one file.
  package struct Bundle: Hashable, Sendable {
    package enum Container: String, Sendable { case dictionary, tuple, list }
    package struct Entry: Hashable, Sendable {
      package var key: String
      /// Of a model: the name that stands for its type, and the file that it becomes. Nil for a plain value.
      package var type: String?
      package var converted: String?

      package init(key: String, type: String? = nil, converted: String? = nil) {
        self.key = key
        self.type = type
        self.converted = converted
      }
    }
    package var container: Container
    package var entries: [Entry]

    package init(container: Container, entries: [Entry]) {
      self.container = container
      self.entries = entries
    }

    /// Whether it holds values that are no models; they go into a file of JSON.
    package var hasPlainValues: Bool { entries.contains { $0.type == nil } }
  }

  /// The last part of the file's path.
  package var fileName: String { file.lastPathPart }
}

extension ModelFact {
  /// The fact of a file of several values. It leads to the plain ones, or else to the first model.
  package init(file: String, library: String, bundle: Bundle) {
    self.init(file: file, library: library, inputs: [], outputs: [])
    type += "_"
    self.bundle = bundle
    converted =
      bundle.hasPlainValues
      ? Self.withEnding("json", file) : bundle.entries.first { $0.converted != nil }?.converted ?? converted
  }

  /// Makes this one of several models of its file.
  package mutating func becomePart(_ key: String) {
    let word = String(key.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    part = key
    converted = Self.withEnding("\(word).onnx", file)
    type += "_.part_\(word)"
  }

  private static func withEnding(_ ending: String, _ file: String) -> String {
    converted(file).dropLast("onnx".count) + ending
  }

  /// The path with `.onnx` in the place of its last ending.
  package static func converted(_ file: String) -> String {
    let name = file.lastPathPart
    guard let dot = name.dropFirst().lastIndex(of: ".") else { return file + ".onnx" }
    return file.dropLast(name.count) + name[..<dot] + ".onnx"
  }

  /// The name that stands for the type of what is loaded from a file: `scikit_learn.models.churn`.
  package static func type(of file: String, in library: String) -> String {
    let name = file.lastPathPart
    let stem = name.dropFirst().lastIndex(of: ".").map { name[..<$0] } ?? name[...]
    let words = [Substring(library), stem].map { text in
      String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
    }
    return "\(words[0]).models.\(words[1])"
  }
}

/// The models of a project and the calls that load them.
package struct LoadableModels: Hashable, Sendable {
  /// Qualified names of functions whose result is the model in the file they are given.
  package var loaders: Set<String>
  package var facts: [ModelFact]
  /// Where the project's code writes the path of a model down for other modules: `service.settings.MODEL_PATH`.
  package var paths: [String: ModelPath] = [:]
  /// Configuration files that name a model, by their own names.
  package var settings: [String: [ModelSetting]] = [:]

  package init(loaders: Set<String> = [], facts: [ModelFact] = []) {
    self.loaders = loaders
    self.facts = facts
  }

  package var isEmpty: Bool { facts.isEmpty || loaders.isEmpty }

  /// The one model, or bundle of models, whose file has that name; nil where several have.
  package func model(named fileName: String) -> ModelFact? {
    let found = facts.filter { $0.fileName == fileName && $0.part == nil }
    return found.count == 1 ? found[0] : nil
  }

  package func model(ofType type: String) -> ModelFact? { facts.first { $0.type == type } }
}

/// The end of a model's path, written down somewhere.
package struct ModelPath: Hashable, Sendable {
  /// The source, relative to the project's root; empty while only its own analysis knows it.
  package var file: String
  /// The last part of the path.
  package var fileName: String
  /// The bytes that end it: the whole name, or what stands behind a part that is put in.
  package var place: ByteRange

  package init(file: String = "", fileName: String, place: ByteRange) {
    self.file = file
    self.fileName = fileName
    self.place = place
  }
}

/// A line of a configuration file that names a model.
package struct ModelSetting: Hashable, Sendable {
  package var fileName: String
  /// The line, with the key that the path stands under.
  package var line: String

  package init(fileName: String, line: String) {
    self.fileName = fileName
    self.line = line
  }
}

/// Where a call gets the model that it loads from.
package struct ModelSource: Hashable, Sendable {
  package var model: ModelFact
  /// The bytes in this file that end the model's path; nil where the path comes from elsewhere.
  package var place: ByteRange?
  /// What of the project gives the path: `service.settings.MODEL_PATH`, `config.yaml`.
  package var elsewhere: String?

  package init(model: ModelFact, place: ByteRange?, elsewhere: String? = nil) {
    self.model = model
    self.place = place
    self.elsewhere = elsewhere
  }

  /// Whether the project says which file is loaded.
  package var isKnown: Bool { place != nil || elsewhere != nil }
}

extension ModelFact {
  /// The edit that makes a path lead to the converted file: what its name ends with otherwise. Nil where less than that
  /// is written there.
  package func move(of place: ByteRange) -> (range: ByteRange, text: String)? {
    let new = converted.lastPathPart
    let same = zip(fileName.utf8, new.utf8).prefix { $0 == $1 }.count
    let old = UInt32(fileName.utf8.count - same)
    guard place.end - place.start >= old else { return nil }
    let text = String(decoding: new.utf8.dropFirst(same), as: UTF8.self)
    return (ByteRange(place.end - old, place.end), text)
  }
}

extension String {
  /// What follows the last `/`.
  package var lastPathPart: String {
    lastIndex(of: "/").map { String(self[index(after: $0)...]) } ?? self
  }
}
