// A document of clusters answers by itself, with nothing beside it that says what its clusters are called.

import Equivalence
import ModelCore
import ModelFormats
import Testing

@testable import Verification

@Suite("Documents of clusters")
struct ClusterDocumentTests {
  @Test("the names of clusters are labels", arguments: [["0", "1"], ["near", "far"]])
  func names(ids: [String]) throws {
    let clusters = zip(ids, ["0", "10"]).map { "<Cluster id=\"\($0)\"><Array type=\"real\">\($1)</Array></Cluster>" }
    let text = """
      <PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4"><Header/>
        <DataDictionary><DataField name="x" optype="continuous" dataType="double"/></DataDictionary>
        <ClusteringModel functionName="clustering" modelClass="centerBased" numberOfClusters="2">
          <MiningSchema><MiningField name="x"/></MiningSchema>
          <ComparisonMeasure kind="distance"><squaredEuclidean/></ComparisonMeasure>
          <ClusteringField field="x" compareFunction="absDiff"/>\(clusters.joined())
        </ClusteringModel>
      </PMML>
      """
    let document = try PMMLReader.read(Bytes(ContiguousArray(text.utf8)))
    let rows = Table.matrix(Matrix(rows: [[1], [9], [-3]]))
    let output = try #require(try ScoredDocument(document, classes: []).predictions(rows, from: 0).outputs.first)
    guard case .labels(let labels) = output.content else {
      Issue.record("there are no labels")
      return
    }
    #expect(labels == [0, 1, 0].map { place in Int(ids[place]).map { Label.integer($0) } ?? .string(ids[place]) })
  }
}
