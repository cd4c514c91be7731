// godwit deploy: the files that a place needs to serve a model.

import ArgumentParser
import Conversion
import Deployment
import InferenceServer

/// `godwit deploy MODEL --for docker|kserve|triton [-o FOLDER]`.
struct DeployCommand: ParsableCommand {
  enum Place: String, ExpressibleByArgument, CaseIterable { case docker, kserve, triton }

  static let configuration = CommandConfiguration(
    commandName: "deploy",
    abstract: "Write the files that serve a model with Docker, KServe or Triton.",
    discussion: """
      A model is an ONNX file, or any that `godwit convert` reads. ONNX Runtime loads it here first, and it must answer \
      its golden rows; what goes in and out is told as ONNX Runtime tells it.

        docker   a Dockerfile with the server and the model in the image
        kserve   a ServingRuntime that starts the server, an InferenceService, and the model for the storage
        triton   a model repository; a second model, or --model-version, goes into the same folder

      Files that are there and say otherwise are left alone, and nothing is written, unless --force is given.
      """)

  @Argument(help: ArgumentHelp("The model file, recognised by what it holds.", valueName: "model"))
  var model: String

  @Option(
    name: .customLong("for"),
    help: ArgumentHelp(
      "Where it is to be served: \(Place.allCases.map(\.rawValue).joined(separator: ", ")).", valueName: "place"))
  var place: Place

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The folder to write; NAME-docker and so on beside the model by default.", valueName: "folder"))
  var output: String?

  @Option(help: ArgumentHelp("What requests call the model; the file's name by default.", valueName: "name"))
  var name: String?

  @Option(help: ArgumentHelp("The image that has `godwit-serve`, as `make image` makes it.", valueName: "reference"))
  var image: String?

  @Option(
    help: ArgumentHelp(
      "For KServe: the address of the folder that the model will be fetched from, such as s3://bucket/prices.",
      valueName: "address"))
  var storage: String?

  @Option(help: ArgumentHelp("For Triton: the number of the model's version, 1 by default.", valueName: "number"))
  var modelVersion: Int?

  @Option(
    help: ArgumentHelp(
      "For Triton: the most rows of one run, \(usualBatch) by default; 0 for no batches.", valueName: "number"))
  var maxBatch: Int?

  @Option(
    help: ArgumentHelp(
      "The `ai.onnx` opset that a model of another format is converted to; \(tritonOpset) for Triton, whose ONNX Runtime "
        + "may be older, else \(OperatorTarget.newest).", valueName: "number"))
  var opset: Int?

  @Flag(help: "Write over files that are there.")
  var force = false

  private static let usualBatch = 1024
  private static let tritonOpset = 17

  func validate() throws {
    if (place == .kserve) != (storage != nil) {
      throw ValidationError(
        place == .kserve
          ? "--for kserve needs --storage, where the model will be fetched from." : "--storage is of KServe.")
    }
    if place != .triton && (modelVersion != nil || maxBatch != nil) {
      throw ValidationError("--model-version and --max-batch are of Triton.")
    }
    if place == .triton && image != nil { throw ValidationError("--image is of Docker and KServe.") }
    if let modelVersion, modelVersion < 1 { throw ValidationError("--model-version takes a number from 1.") }
    if let maxBatch, !(0...Int(Int32.max)).contains(maxBatch) {
      throw ValidationError("--max-batch takes a number from 0 to \(Int32.max).")
    }
  }

  func run() throws {
    do {
      let target = try OperatorTarget(
        opset: opset ?? (place == .triton ? Self.tritonOpset : OperatorTarget.newest))
      let graph = try ServableGraph(path: model, target: target)
      if opset != nil && graph.convertedFrom == nil {
        throw Failure("\(model) is ONNX already and keeps its opset; leave --opset out.")
      }
      let loaded = try ServableModel.load(graph, threads: 1)
      let deployable = try deployable(graph, loaded)
      let folder = OutputFolder(path: output ?? "\(Self.folder(of: model))\(deployable.name)-\(place.rawValue)")
      let written = try folder.write(try files(deployable), overwriting: force)
      tell(folder.path, written, graph, loaded)
    } catch let error as Failure {
      throw error
    } catch {
      let sentence = "\(error)".contains(model) ? "\(error)" : "\(model): \(error)"
      throw Failure(sentence.hasSuffix(".") ? sentence : sentence + ".")
    }
  }

  private func deployable(_ graph: ServableGraph, _ loaded: ServableModel) throws -> Deployable {
    let own = Deployable.name(ofFile: model)
    return try Deployable(
      name: name ?? (place == .kserve ? KServeDeployment.name(own) : own), model: graph.bytes,
      signature: loaded.signature,
      // All that this program writes is made of estimators.
      rowsAreIndependent: graph.producer == "godwit",
      isForMainProcessor: graph.domains.contains("ai.onnx.ml"))
  }

  private func files(_ deployable: Deployable) throws -> [DeployedFile] {
    let image = try ServerImage(image ?? "godwit-serve:\(Godwit.version)")
    switch place {
    case .docker: return DockerDeployment(deployable, image: image).files
    case .kserve: return try KServeDeployment(deployable, image: image, storage: storage ?? "").files
    case .triton:
      return try TritonDeployment(deployable, version: modelVersion ?? 1, batchLimit: maxBatch ?? Self.usualBatch).files
    }
  }

  private func tell(_ folder: String, _ written: [String], _ graph: ServableGraph, _ loaded: ServableModel) {
    let console = Console()
    console.print(written.isEmpty ? "\(folder) is as it should be." : "Wrote \(folder):")
    for path in written { console.print("  \(path)") }
    if let kind = graph.convertedFrom { console.print("\(model) is \(kind) and was converted.") }
    for remark in loaded.remarks { console.print("\(remark).") }
    if place == .triton && loaded.remarks.isEmpty {
      console.print("Triton does not look at golden rows; `godwit verify` of the model does, where Triton is to run.")
    }
  }

  private static func folder(of path: String) -> Substring {
    path.lastIndex(of: "/").map { path[...$0] } ?? ""
  }
}
