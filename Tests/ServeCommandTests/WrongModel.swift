// A model that does not answer as the rows that came with it say.

import Foundation
import ModelCore
import ModelFormats

enum WrongModel {
  /// Gives back its input, where its golden rows have twice as much.
  static func bytes() -> Data {
    let column = ValueType.tensor(.double, shape: [.named("n"), .fixed(1)])
    let graph = Graph(
      name: "wrong", nodes: [GraphNode(operation: "Identity", inputs: ["x"], outputs: ["prediction"])],
      inputs: [ValueInfo("x", column)], outputs: [ValueInfo("prediction", column)])
    let golden =
      #"{"format":1,"rows":2,"inputs":[{"name":"x","numbers":[1,2]}],"#
      + #""outputs":[{"name":"prediction","role":"values","width":1,"numbers":[2,4]}]}"#
    let model = TensorModel(
      irVersion: 8, opsets: [OpsetImport(domain: "", version: 17)], graph: graph,
      metadata: [Property("godwit.golden", golden)])
    return Data(ONNXWriter.bytes(of: model))
  }
}
