// All files of a project: sources looked through, data counted, manifests read.

import Adaptation
import Migration
import Projects
import SourceModel

/// What walking a project gives, before any target is tried.
struct ProjectSurvey {
  private(set) var languages: [ProjectAssessment.LanguageShare] = []
  private(set) var frameworks: [InventoryItem<Framework>] = []
  private(set) var marks: [InventoryItem<Mark>] = []
  private(set) var dataFiles: [DataFileGroup] = []
  private(set) var problems: [String] = []
  /// Sources whose first bytes begin no model, by absolute path.
  private(set) var plainFiles: Set<String> = []
  let manifests: ProjectManifests
  private let root: String

  init(_ request: AssessmentRequest, root: String) {
    self.root = root
    var options = WalkOptions()
    options.excludes = request.excludes
    options.sizeLimit = .max
    let walk = SourceTree.walk(roots: request.paths, options: options)
    manifests = ProjectManifests.read(walk)
    problems = walk.problems.map { "\(Self.relative($0.path, to: root)): \($0.message)" }
    survey(walk.entries, jobs: request.jobs)
    count(data: walk.entries)
  }

  func relative(_ path: String) -> String { Self.relative(path, to: root) }

  private static func relative(_ path: String, to root: String) -> String {
    path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
  }

  /// A sentence with the root taken off the paths in it.
  func shortened(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let found = rest.firstRange(of: root + "/") {
      result += rest[..<found.lowerBound]
      rest = rest[found.upperBound...]
    }
    return result + rest
  }

  // MARK: Sources

  private mutating func survey(_ entries: [WalkEntry], jobs: Int) {
    let sources = entries.compactMap { entry in SourceKind(path: entry.path).map { (entry, $0) } }
      .filter { $0.0.identity.size <= sourceSizeLimit }
    let order = sources.indices.sorted { sources[$0].0.identity.size > sources[$1].0.identity.size }
    let root = root
    let looks = Parallel.map(sources, in: order, jobs: jobs) { entry, kind -> (SourceSurvey?, plainFile: String?) in
      guard let bytes = try? readFile(entry) else { return (nil, nil) }
      let plainFile = ModelSniffer.mayBegin(bytes) ? nil : entry.absolutePath
      guard !isBinary(bytes) else { return (nil, plainFile) }
      return (SourceSurvey(bytes, path: Self.relative(entry.absolutePath, to: root), kind: kind), plainFile)
    }
    plainFiles = Set(looks.compactMap(\.plainFile))
    let surveys = looks.compactMap(\.0)
    languages = SourceKind.allCases.compactMap { kind in
      let own = surveys.filter { $0.kind == kind }
      return own.isEmpty
        ? nil : .init(kind: kind, sources: own.map { CountedFile(path: $0.path, amount: $0.lineCount) })
    }
    frameworks = Self.items(surveys.map(\.frameworks)).sorted {
      $0.fileCount == $1.fileCount ? $0.value.title < $1.value.title : $0.fileCount > $1.fileCount
    }
    marks = Self.items(surveys.map(\.marks)).sorted {
      ($0.value.kind.rawValue, $0.value.meaning) < ($1.value.kind.rawValue, $1.value.meaning)
    }
  }

  private static func items<Value: Hashable & Sendable>(
    _ tables: [[Value: SourcePlace]]
  ) -> [InventoryItem<Value>] {
    var found: [Value: [SourcePlace]] = [:]
    for table in tables {
      for (value, place) in table { found[value, default: []].append(place) }
    }
    return found.map { InventoryItem(value: $0.key, places: $0.value.sorted()) }
  }

  // MARK: Data

  private static let formats: [String: String] = [
    ".csv": "CSV", ".tsv": "CSV", ".parquet": "Parquet", ".feather": "Feather", ".arrow": "Arrow",
    ".tfrecord": "TFRecord", ".tfrecords": "TFRecord", ".npy": "NumPy", ".npz": "NumPy", ".h5": "HDF5", ".hdf5": "HDF5",
    ".jsonl": "JSON Lines", ".ndjson": "JSON Lines", ".xlsx": "Excel", ".png": "images", ".jpg": "images",
    ".jpeg": "images", ".bmp": "images", ".tif": "images", ".tiff": "images", ".wav": "audio", ".flac": "audio",
    ".mp4": "video", ".svm": "SVMlight", ".libsvm": "SVMlight", ".mat": "MATLAB", ".db": "SQLite", ".sqlite": "SQLite",
    ".sqlite3": "SQLite", ".avro": "Avro", ".orc": "ORC", ".nc": "NetCDF", ".dcm": "DICOM", ".nii": "NIfTI",
    ".lmdb": "LMDB",
    ".gif": "images", ".webp": "images", ".mp3": "audio", ".ogg": "audio", ".avi": "video",
    ".safetensors": "safetensors",
  ]

  private mutating func count(data entries: [WalkEntry]) {
    var groups: [String: DataFileGroup] = [:]
    for entry in entries {
      let name = lastComponent(entry.path)
      guard let dot = name.lastIndex(of: "."), let format = Self.formats[name[dot...].lowercased()] else { continue }
      let path = relative(entry.absolutePath)
      let file = CountedFile(path: path, amount: entry.identity.size)
      groups[format, default: DataFileGroup(format: format, files: [])].files.append(file)
    }
    dataFiles = groups.values.sorted { $0.format < $1.format }
  }
}
