// A model served on Kubernetes by KServe: a runtime that starts the server, and the service that has the model.

/// Two manifests, and the model as the storage must hold it.
package struct KServeDeployment: Sendable {
  package var deployable: Deployable
  package var image: ServerImage
  package var storage: String

  /// What KServe's storage initializer fetches from: `SupportedStorageURIPrefixList` of KServe 0.20.
  private static let schemes = [
    "gs", "s3", "pvc", "file", "https", "http", "hdfs", "webhdfs", "oci", "oci+native", "oci+fetch", "hf",
  ]

  /// - Parameter storage: where the model will be fetched from; the folder that `model.onnx` is in, or that file.
  /// - Throws: a `DeploymentError` for a name or an address that KServe does not take.
  package init(_ deployable: Deployable, image: ServerImage, storage: String) throws(DeploymentError) {
    guard Self.isServiceName(deployable.name) else {
      throw DeploymentError(
        "`\(deployable.name)` cannot name a service of KServe's",
        remedy: "give small letters, digits and `-`, a letter first, at most 63, with --name")
    }
    guard let scheme = storage.split(separator: ":").first, Self.schemes.contains(String(scheme)),
      storage.dropFirst(scheme.count).hasPrefix("://"), storage.utf8.count > scheme.utf8.count + 3,
      storage.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") })
    else {
      throw DeploymentError(
        "KServe fetches nothing from `\(storage)`",
        remedy:
          "give an address such as s3://bucket/\(deployable.name) or pvc://claim/\(deployable.name) with --storage")
    }
    self.deployable = deployable
    self.image = image
    self.storage = storage
  }

  /// KServe's `IsvcNameFmt`, no longer than a label of a host name.
  private static func isServiceName(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    guard let first = bytes.first, let last = bytes.last, bytes.count <= 63, last != UInt8(ascii: "-") else {
      return false
    }
    func isSmall(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    return isSmall(first) && bytes.allSatisfy { isSmall($0) || digits.contains($0) || $0 == UInt8(ascii: "-") }
  }

  /// A name as KServe takes it, of one that other places take.
  package static func name(_ name: String) -> String {
    var bytes = name.lowercased().utf8.map {
      $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "_") ? UInt8(ascii: "-") : $0
    }
    if let first = bytes.first, !(UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) {
      bytes.insert(contentsOf: "model-".utf8, at: 0)
    }
    bytes = Array(bytes.prefix(63))
    while bytes.last == UInt8(ascii: "-") { bytes.removeLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  package var files: [DeployedFile] {
    [
      DeployedFile(path: "storage/model.onnx", bytes: deployable.model),
      DeployedFile(path: "serving-runtime.yaml", text: runtime),
      DeployedFile(path: "inference-service.yaml", text: service),
    ]
  }

  /// What all bodies at hand may have, in MiB.
  private static let bodies = 128

  /// The server itself stays below 80 MB; a graph is in memory as it came, as it was read, and as it was optimised.
  private var memory: (request: Int, limit: Int) {
    let model = (deployable.model.count + 1 << 20 - 1) >> 20
    let request = (128 + 3 * model + 63) / 64 * 64
    // A body, the tensors made of it, the answer and its text.
    return (request, request + 4 * Self.bodies)
  }

  private var runtime: String {
    """
    # Starts Godwit's server for any model that lies as `model.onnx` where its service says; apply it once a namespace.
    # The image is the one that `make image` makes of Godwit's sources, where the cluster can fetch it.
    apiVersion: serving.kserve.io/v1alpha1
    kind: ServingRuntime
    metadata:
      name: godwit-serve
    spec:
      annotations:
        prometheus.kserve.io/port: "\(ServerImage.port)"
        prometheus.kserve.io/path: /metrics
      supportedModelFormats:
        - name: onnx
          version: "1"
      protocolVersions:
        - v2
      containers:
        - name: kserve-container
          image: "\(image.reference)"
          command:
            - /usr/local/bin/godwit-serve
          # KServe puts the service's name in, so that requests name the model as the service is named.
          args:
            - "{{.Name}}=/mnt/models/model.onnx"
            - --host
            - 0.0.0.0
            - --port
            - "\(ServerImage.port)"
            - --max-bodies
            - "\(Self.bodies << 20)"
          ports:
            - containerPort: \(ServerImage.port)
              name: http1
              protocol: TCP
          readinessProbe:
            httpGet:
              path: /v2/health/ready
              port: \(ServerImage.port)
            periodSeconds: 2
          livenessProbe:
            httpGet:
              path: /v2/health/live
              port: \(ServerImage.port)
          securityContext:
            runAsNonRoot: true
            runAsUser: 65532
            allowPrivilegeEscalation: false
            privileged: false
            readOnlyRootFilesystem: true
            capabilities:
              drop:
                - ALL
            seccompProfile:
              type: RuntimeDefault

    """
  }

  private var service: String {
    let memory = memory
    return """
      # The model `\(deployable.name)`: copy what is in storage/ to the address below, then `kubectl apply -f` both files.
      apiVersion: serving.kserve.io/v1beta1
      kind: InferenceService
      metadata:
        name: \(deployable.name)
      spec:
        predictor:
          model:
            modelFormat:
              name: onnx
              version: "1"
            runtime: godwit-serve
            protocolVersion: v2
            storageUri: "\(storage)"
            resources:
              requests:
                cpu: "1"
                memory: \(memory.request)Mi
              limits:
                cpu: "1"
                memory: \(memory.limit)Mi

      """
  }
}
