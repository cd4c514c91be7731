// An image with the server and the model in it.

/// What `docker build` takes: a Dockerfile, the model, and nothing else.
package struct DockerDeployment: Sendable {
  package var deployable: Deployable
  package var image: ServerImage

  package init(_ deployable: Deployable, image: ServerImage) {
    self.deployable = deployable
    self.image = image
  }

  package var files: [DeployedFile] {
    [
      DeployedFile(path: model, bytes: deployable.model),
      DeployedFile(path: ".dockerignore", text: "*\n!\(model)\n"),
      DeployedFile(path: "Dockerfile", text: dockerfile),
    ]
  }

  private var model: String { "models/\(deployable.name).onnx" }

  /// The first line that a server sends, looked at by the shell alone: a slim image has no `curl`.
  private static let health = """
    exec 3<>/dev/tcp/127.0.0.1/\(ServerImage.port) \
    && printf 'GET /v2/health/ready HTTP/1.1\\\\r\\\\nHost: localhost\\\\r\\\\nConnection: close\\\\r\\\\n\\\\r\\\\n' >&3 \
    && read -r _ status _ <&3 && [ \\"$status\\" = 200 ]
    """

  private var dockerfile: String {
    """
    # Serves the model `\(deployable.name)` by the Open Inference Protocol, version 2:
    #   docker build -t \(deployable.name.lowercased()) .
    #   docker run --rm -p 127.0.0.1:\(ServerImage.port):\(ServerImage.port) \(deployable.name.lowercased())
    # The program and ONNX Runtime come out of the image that `make image` makes of Godwit's sources.
    ARG SERVER=\(image.reference)
    FROM ${SERVER} AS server

    FROM debian:bookworm-slim
    COPY --from=server /usr/local/bin/godwit-serve /usr/local/bin/godwit-serve
    COPY --from=server /usr/local/lib/libonnxruntime.so /usr/local/lib/libonnxruntime.so
    COPY --chmod=444 \(model) /\(model)
    # A number, since Kubernetes' `runAsNonRoot` cannot tell by a name.
    USER 65532:65532
    EXPOSE \(ServerImage.port)
    # Ready once the model has answered its golden rows here as it did where it was made.
    HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=3 \\
      CMD ["/bin/bash", "-c", "\(Self.health)"]
    ENTRYPOINT ["/usr/local/bin/godwit-serve"]
    CMD ["\(deployable.name)=/\(model)", "--host", "0.0.0.0", "--port", "\(ServerImage.port)"]

    """
  }
}
