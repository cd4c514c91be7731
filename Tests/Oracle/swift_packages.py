"""Fetches the Swift packages that the oracle and the benchmark read: each at one release, so that all runs see the same files.

    python Tests/Oracle/swift_packages.py FOLDER
"""

import pathlib
import subprocess
import sys

PACKAGES = """
apple/swift-algorithms 1.2.1
apple/swift-argument-parser 1.8.2
apple/swift-asn1 1.7.4
apple/swift-async-algorithms 1.1.4
apple/swift-atomics 1.3.0
apple/swift-certificates 1.21.1
apple/swift-collections 1.6.0
apple/swift-configuration 1.4.0
apple/swift-crypto 4.5.2
apple/swift-distributed-tracing 1.7.3
apple/swift-http-structured-headers 1.7.0
apple/swift-http-types 1.8.0
apple/swift-log 1.16.2
apple/swift-metrics 2.13.0
apple/swift-nio 2.101.2
apple/swift-nio-extras 1.35.2
apple/swift-nio-http2 1.46.0
apple/swift-nio-ssl 2.37.6
apple/swift-nio-transport-services 1.28.0
apple/swift-numerics 1.1.1
apple/swift-protobuf 1.39.0
apple/swift-service-context 1.5.1
apple/swift-system 1.8.1
attaswift/BigInt 6.0.1
CoreOffice/XMLCoder 0.18.2
google/swift-benchmark 0.1.2
groue/GRDB.swift 7.10.0
grpc/grpc-swift-2 2.4.3
grpc/grpc-swift-nio-transport 2.9.2
grpc/grpc-swift-protobuf 2.4.1
HdrHistogram/hdrhistogram-swift 0.2.0
hummingbird-project/hummingbird 2.28.1
hummingbird-project/swift-mustache 2.1.1
jpsim/Yams 6.2.2
kylef/PathKit 1.0.1
kylef/Spectre 0.10.1
LebJe/TOMLKit 0.6.0
onevcat/Rainbow 4.2.2
OpenCombine/OpenCombine 0.14.0
ordo-one/package-benchmark 1.38.1
ordo-one/TextTable 0.0.2
pointfreeco/swift-custom-dump 1.7.3
pointfreeco/xctest-dynamic-overlay 1.13.1
stencilproject/Stencil 0.15.1
swhitty/FlyingFox 0.27.1
swift-server/async-http-client 1.37.0
swift-server/swift-service-lifecycle 2.13.0
swiftcsv/SwiftCSV 0.10.0
swiftlang/swift-docc-plugin 1.5.0
swiftlang/swift-docc-symbolkit 1.0.0
swiftlang/swift-subprocess 1.0.2
swiftlang/swift-syntax 603.0.1
vapor/jwt-kit 5.7.1
"""


def fetch(folder):
    """Clones what is not there yet; gives how many packages there are."""
    lines = [line.split() for line in PACKAGES.split("\n") if line]
    for name, release in lines:
        place = pathlib.Path(folder) / name.split("/")[1]
        if place.exists():
            continue
        command = ["git", "-c", "advice.detachedHead=false", "clone", "--quiet", "--depth", "1", "--branch", release]
        done = subprocess.run(command + [f"https://github.com/{name}.git", str(place)], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise SystemExit(f"{name} {release} cannot be fetched\n{done.stderr}")
    return len(lines)


def files(folder):
    """The Swift files of all packages, sorted."""
    return sorted(path for path in pathlib.Path(folder).rglob("*.swift") if path.is_file() and not path.is_symlink())


if __name__ == "__main__":
    count = fetch(sys.argv[1])
    print(f"{count} packages, {len(files(sys.argv[1]))} Swift files")
