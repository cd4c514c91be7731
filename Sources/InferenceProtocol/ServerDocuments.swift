// What a server tells of itself and of its models.

internal import ModelCore

/// `GET v2`.
package struct ServerMetadata: Sendable {
  package var name: String
  package var version: String
  package var extensions: [String]

  package init(name: String, version: String, extensions: [String]) {
    self.name = name
    self.version = version
    self.extensions = extensions
  }

  package var body: [UInt8] {
    var json = JSONBytes()
    json.object { json in
      json.entry("name", name)
      json.entry("version", version)
      json.key("extensions")
      json.array { json in for name in extensions { json.value(name) } }
    }
    return json.bytes
  }
}

/// `GET v2/models/M`, and Triton's extension for the configuration of a model.
package struct ModelMetadata: Sendable {
  package var name: String
  package var version: String
  /// As Triton names it: `onnxruntime_onnx`.
  package var platform: String
  package var signature: ModelSignature

  package init(name: String, version: String, platform: String, signature: ModelSignature) {
    self.name = name
    self.version = version
    self.platform = platform
    self.signature = signature
  }

  package var body: [UInt8] {
    var json = JSONBytes()
    json.object { json in
      json.entry("name", name)
      json.key("versions")
      json.array { json in json.value(version) }
      json.entry("platform", platform)
      Self.values("inputs", signature.inputs, &json)
      Self.values("outputs", signature.outputs, &json)
    }
    return json.bytes
  }

  private static func values(_ key: StaticString, _ values: [ModelSignature.Value], _ json: inout JSONBytes) {
    json.key(key)
    json.array { json in
      for value in values {
        json.object { json in
          json.entry("name", value.name)
          json.entry("datatype", value.datatype.name)
          json.key("shape")
          json.array { json in for size in value.sizes { json.value(size) } }
        }
      }
    }
  }

  /// `max_batch_size` of 0: shapes are told whole, the rows with them.
  package var configuration: [UInt8] {
    var json = JSONBytes()
    json.object { json in
      json.entry("name", name)
      json.entry("platform", platform)
      json.entry("backend", "onnxruntime")
      json.entry("max_batch_size", 0)
      Self.configured("input", signature.inputs, &json)
      Self.configured("output", signature.outputs, &json)
    }
    return json.bytes
  }

  private static func configured(_ key: StaticString, _ values: [ModelSignature.Value], _ json: inout JSONBytes) {
    json.key(key)
    json.array { json in
      for value in values {
        json.object { json in
          json.entry("name", value.name)
          json.entry("data_type", value.datatype.configurationName)
          json.key("dims")
          json.array { json in for size in value.sizes { json.value(size) } }
        }
      }
    }
  }
}
