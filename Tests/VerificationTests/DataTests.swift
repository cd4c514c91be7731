// Data files, well made and not.

import Foundation
import Testing

@testable import Verification

@Suite("Data files")
struct DataTests {
  private func csv(_ text: String) throws -> DataTable {
    let table = try ScratchFile(text, ending: "csv").read { path in
      do { return try DataFile.table(path: path) } catch let error as DataError {
        throw DataError(error.message.replacing(path, with: "rows.csv"), remedy: error.remedy)
      }
    }
    return table
  }

  @Test("columns have names if the first row is not all numbers")
  func names() throws {
    let named = try csv("a,b\n1,x\n2,\n")
    #expect(named.names == ["a", "b"] && named.isNamed && named.rowCount == 2)
    #expect(try named.numbers(of: 0) == [1, 2])
    #expect(named.strings(of: 1) == ["x", nil])
    let bare = try csv("1,2\n3,4")
    #expect(bare.names == ["x0", "x1"] && !bare.isNamed && bare.rowCount == 2)
    #expect(try bare.numbers(of: 1) == [2, 4])
  }

  @Test("quotes, separators, line ends and byte order marks are as people write them")
  func quoting() throws {
    let table = try csv("\u{FEFF}name;size\r\n\"a;b\";1\r\n\"say \"\"hi\"\"\r\nthere\";2\r\n\r\n")
    #expect(table.names == ["name", "size"])
    #expect(table.strings(of: 0) == ["a;b", "say \"hi\"\r\nthere"])
    #expect(try csv("a\tb\n1\t2,5\n").strings(of: 1) == ["2,5"])
  }

  @Test("missing cells and words for numbers")
  func numbers() throws {
    let table = try csv("a,b\n,1\nNA,true\n nan ,inf\n-1e3,-Infinity\n")
    let first = try table.numbers(of: 0)
    #expect(first[0].isNaN && first[1].isNaN && first[2].isNaN && first[3] == -1000)
    #expect(try table.numbers(of: 1) == [1, 1, .infinity, -.infinity])
  }

  @Test(
    "what cannot be read is said with its place",
    arguments: [
      ("", "rows.csv is empty"),
      ("a,b\n1\n", "rows.csv:2: this row has 1 fields and the first has 2"),
      ("a,b\n1,\"x\n", "rows.csv:2: this quote is never closed"),
      ("a,b\n\"x\"y,1\n", "rows.csv:2: something follows a closing quote"),
    ])
  func mistakes(text: String, message: String) {
    #expect { try csv(text) } throws: { ($0 as? DataError)?.message == message }
  }

  @Test("a word where the model wants a number is said with its cell")
  func cells() throws {
    let table = try csv("a,b\n1,2\n3,four\n")
    #expect { try table.numbers(of: 1) } throws: {
      ($0 as? DataError)?.message == "column `b`, row 2: `four` is not a number, and the model wants one"
    }
  }
}
