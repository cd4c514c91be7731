// KServe's manifests as text; Tests/Oracle/deployments.py holds them against KServe's schemas.

import Testing

@testable import Deployment

@Suite("Deployments for KServe")
struct KServeTests {
  private func files(_ storage: String = "s3://bucket/prices", megabytes: Int = 0) throws -> [DeployedFile] {
    let deployable = try deployable(inputs: [], outputs: [], megabytes: megabytes)
    return try KServeDeployment(deployable, image: ServerImage("godwit-serve:0.1.0"), storage: storage).files
  }

  @Test("the service has the model and asks for the runtime by its name")
  func service() throws {
    let files = try files()
    #expect(files.map(\.path) == ["storage/model.onnx", "serving-runtime.yaml", "inference-service.yaml"])
    #expect(
      try files.text("inference-service.yaml") == """
        # The model `prices`: copy what is in storage/ to the address below, then `kubectl apply -f` both files.
        apiVersion: serving.kserve.io/v1beta1
        kind: InferenceService
        metadata:
          name: prices
        spec:
          predictor:
            model:
              modelFormat:
                name: onnx
                version: "1"
              runtime: godwit-serve
              protocolVersion: v2
              storageUri: "s3://bucket/prices"
              resources:
                requests:
                  cpu: "1"
                  memory: 192Mi
                limits:
                  cpu: "1"
                  memory: 704Mi

        """)
  }

  @Test("the runtime starts the server for whatever model a service has")
  func runtime() throws {
    #expect(
      try files().text("serving-runtime.yaml") == """
        # Starts Godwit's server for any model that lies as `model.onnx` where its service says; apply it once a namespace.
        # The image is the one that `make image` makes of Godwit's sources, where the cluster can fetch it.
        apiVersion: serving.kserve.io/v1alpha1
        kind: ServingRuntime
        metadata:
          name: godwit-serve
        spec:
          annotations:
            prometheus.kserve.io/port: "8080"
            prometheus.kserve.io/path: /metrics
          supportedModelFormats:
            - name: onnx
              version: "1"
          protocolVersions:
            - v2
          containers:
            - name: kserve-container
              image: "godwit-serve:0.1.0"
              command:
                - /usr/local/bin/godwit-serve
              # KServe puts the service's name in, so that requests name the model as the service is named.
              args:
                - "{{.Name}}=/mnt/models/model.onnx"
                - --host
                - 0.0.0.0
                - --port
                - "8080"
                - --max-bodies
                - "134217728"
              ports:
                - containerPort: 8080
                  name: http1
                  protocol: TCP
              readinessProbe:
                httpGet:
                  path: /v2/health/ready
                  port: 8080
                periodSeconds: 2
              livenessProbe:
                httpGet:
                  path: /v2/health/live
                  port: 8080
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

        """)
  }

  @Test("memory grows with the model")
  func memory() throws {
    let text = try files(megabytes: 100).text("inference-service.yaml")
    #expect(text.contains("memory: 448Mi") && text.contains("memory: 960Mi"), "\(text)")
  }

  @Test(
    "addresses that KServe fetches from",
    arguments: ["gs://b/a", "pvc://claim/a", "https://a.blob.core.windows.net/c/m", "oci+native://r/a:1", "hf://a/b"])
  func addresses(storage: String) throws {
    #expect(try files(storage).text("inference-service.yaml").contains("storageUri: \"\(storage)\"\n"))
  }

  @Test(
    "others are refused", arguments: ["", "/models", "s3", "s3:", "s3://", "ftp://a/b", "s3://a b", "s3://a\"\nx: 1"])
  func refused(storage: String) throws {
    #expect(
      throws: DeploymentError(
        "KServe fetches nothing from `\(storage)`",
        remedy: "give an address such as s3://bucket/prices or pvc://claim/prices with --storage")
    ) { try files(storage) }
  }
}
