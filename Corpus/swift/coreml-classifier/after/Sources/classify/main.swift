import Classifier
import Foundation

guard CommandLine.arguments.count > 2 else {
    print("usage: classify FOLDER MODEL")
    exit(2)
}

let store = ModelStore(folder: URL(fileURLWithPath: CommandLine.arguments[1]))
let classifier = try ImageClassifier(model: await store.model(named: CommandLine.arguments[2]))
let grey = Image(width: 2, height: 2, pixels: [UInt8](repeating: 128, count: 12))
for answer in try await classifier.classify(grey) {
    print(answer.label, answer.confidence)
}
let sorter = PictureSorter(store: store, modelName: CommandLine.arguments[2])
let report = try await sorter.sort([("grey", grey)])
print(report.labels)
let card = try await store.card(of: CommandLine.arguments[2])
print("\(card.inputs.joined(separator: ", ")) in, one of \(card.labels.count) labels out")
