// The image's files as text; Tests/Oracle/deployments.py has a linter and a builder of images read them.

import Testing

@testable import Deployment

@Suite("Deployments for Docker")
struct DockerTests {
  @Test("the image has the server, its library and the model, and runs as nobody in particular")
  func files() throws {
    let deployable = try classifier("Prices_2")
    let files = DockerDeployment(deployable, image: try ServerImage("r.example/godwit-serve:1")).files
    #expect(files.map(\.path) == ["models/Prices_2.onnx", ".dockerignore", "Dockerfile"])
    #expect(files[0].bytes == deployable.model)
    #expect(try files.text(".dockerignore") == "*\n!models/Prices_2.onnx\n")
    #expect(
      try files.text("Dockerfile") == #"""
        # Serves the model `Prices_2` by the Open Inference Protocol, version 2:
        #   docker build -t prices_2 .
        #   docker run --rm -p 127.0.0.1:8080:8080 prices_2
        # The program and ONNX Runtime come out of the image that `make image` makes of Godwit's sources.
        ARG SERVER=r.example/godwit-serve:1
        FROM ${SERVER} AS server

        FROM debian:bookworm-slim
        COPY --from=server /usr/local/bin/godwit-serve /usr/local/bin/godwit-serve
        COPY --from=server /usr/local/lib/libonnxruntime.so /usr/local/lib/libonnxruntime.so
        COPY --chmod=444 models/Prices_2.onnx /models/Prices_2.onnx
        # A number, since Kubernetes' `runAsNonRoot` cannot tell by a name.
        USER 65532:65532
        EXPOSE 8080
        # Ready once the model has answered its golden rows here as it did where it was made.
        HEALTHCHECK --interval=5s --timeout=3s --start-period=30s --retries=3 \
          CMD ["/bin/bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /v2/health/ready HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
        ENTRYPOINT ["/usr/local/bin/godwit-serve"]
        CMD ["Prices_2=/models/Prices_2.onnx", "--host", "0.0.0.0", "--port", "8080"]

        """#)
  }
}
