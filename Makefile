# What is done with the house. Each target works alone on a fresh clone.

SWIFT ?= swift
PYTHON ?= python3
DOCKER ?= docker
PREFIX ?= /usr/local
DESTDIR ?=

GODWIT := .build/release/godwit
GODWIT_SERVE := .build/release/godwit-serve
PYTHON_AST := .build/release/python-ast
ORACLE := .build/oracle

# Everything that is held against the world outside, each a target of its own.
ORACLES := \
	oracle-ast \
	oracle-packs \
	oracle-surfaces \
	oracle-corpus \
	oracle-hostile \
	oracle-packages \
	oracle-sarif \
	oracle-models \
	oracle-open \
	oracle-estimators \
	oracle-random \
	oracle-matrix \
	oracle-mutants \
	oracle-hostile-models \
	oracle-boosters \
	oracle-verify \
	oracle-swift \
	oracle-pmml \
	oracle-cpp \
	oracle-lightgbm \
	oracle-xgboost \
	oracle-migration \
	oracle-deployments \
	oracle-protocol \
	oracle-assess

.PHONY: all test demo bench oracle $(ORACLES) surfaces install godwit godwit-serve python-ast profile runtime clients image prerequisites format lint clean

all: godwit

## test: build everything and run every test
test: prerequisites runtime clients
	$(SWIFT) test

## demo: port a service of the corpus, look at it, write it, take it back; migrate another, start it and ask it
demo: prerequisites runtime godwit
	GODWIT_ONNXRUNTIME=$(CURDIR)/.build/runtime .ci/demo $(GODWIT) $(PYTHON)

## bench: time the programs beside others, over sources, over models and over requests; writes Docs/Benchmarks.md
bench: prerequisites godwit godwit-serve python-ast runtime
	$(PYTHON) Tests/Bench/bench.py --program $(GODWIT) --python-ast $(PYTHON_AST) --scratch .build/bench --write Docs/Benchmarks.md
	GODWIT_ONNXRUNTIME=$(CURDIR)/.build/runtime $(PYTHON) Tests/Bench/serving.py --program $(GODWIT_SERVE) --scratch .build/bench-serving --write Docs/Benchmarks.md
	$(PYTHON) Tests/Bench/models.py --program $(GODWIT) --scratch .build/bench-models --write Docs/Benchmarks.md
	$(PYTHON) Tests/Bench/clang.py --program $(GODWIT) --scratch .build/bench-clang --write Docs/Benchmarks.md
	GODWIT_ROOMS=ParseDriver .ci/release "$(SWIFT)" ParseDriver
	GODWIT_ROOMS=ParseDriver .ci/release "$(SWIFT)" ParseDriver .build/plain
	$(PYTHON) Tests/Oracle/swift_packages.py .build/swift-packages
	$(PYTHON) Tests/Bench/swift.py --program $(GODWIT) --driver .build/plain/release/ParseDriver \
		--own-driver .build/release/ParseDriver --packages .build/swift-packages --scratch .build/bench-swift --write Docs/Benchmarks.md

## oracle: hold the program against real CPythons and real releases of NumPy; writes Docs/oracle-*.txt
oracle: $(ORACLES)

oracle-ast: prerequisites python-ast
	.ci/record Docs/oracle-python-ast.txt $(PYTHON) Tests/Oracle/python-ast.py --program $(PYTHON_AST)
	.ci/record Docs/oracle-mutations.txt $(PYTHON) Tests/Oracle/mutations.py --program $(PYTHON_AST)

oracle-packs: prerequisites $(ORACLE)/tools
	$(ORACLE)/tools/bin/python Tests/Oracle/numpy_packs.py $(ORACLE)/numpy --write Docs/oracle-numpy.txt

oracle-surfaces: prerequisites $(ORACLE)/tools
	.ci/record Docs/oracle-surfaces.txt $(ORACLE)/tools/bin/python Tests/Oracle/surfaces.py $(ORACLE)/numpy

oracle-corpus: prerequisites godwit
	rm -rf $(ORACLE)/adapted
	$(PYTHON) Tests/Oracle/adapted.py --program $(GODWIT) $(ORACLE)/adapted
	.ci/record Docs/oracle-corpus.txt $(PYTHON) Tests/Oracle/corpus.py $(ORACLE)/corpus --adapted $(ORACLE)/adapted

## oracle-hostile: run the program, as it is released and as it is tested, over files made to break it
oracle-hostile: prerequisites godwit
	$(SWIFT) build --product godwit
	.ci/record Docs/oracle-hostile.txt $(PYTHON) Tests/Oracle/hostile.py --program $(GODWIT) --program .build/debug/godwit

## oracle-packages: adapt packages of the registry, and run their tests before and after; end `adapt` at each of its effects
oracle-packages: prerequisites godwit
	.ci/record Docs/oracle-packages.txt $(PYTHON) Tests/Oracle/packages.py $(ORACLE)/packages --program $(GODWIT)
	.ci/record Docs/oracle-interrupted-adapt.txt $(PYTHON) Tests/Oracle/interrupted_adapt.py --program $(GODWIT)

## oracle-sarif: hold SARIF against the schema of 2.1.0, as a package generated from it has it
oracle-sarif: prerequisites godwit $(ORACLE)/sarif
	.ci/record Docs/oracle-sarif.txt $(ORACLE)/sarif/bin/python Tests/Oracle/sarif.py --program $(GODWIT)

$(ORACLE)/sarif:
	$(PYTHON) -m venv $@
	$@/bin/python -m pip install --quiet --disable-pip-version-check --only-binary=:all: pydantic-sarif==0.1.1

## oracle-estimators: fit every public estimator of two releases of scikit-learn, and tell what becomes of it; after oracle-models
oracle-estimators: prerequisites godwit
	.ci/record Docs/oracle-estimators.txt sh -c 'for release in 0.24 1.7; do \
		$(ORACLE)/models/env/$$release/bin/python -W ignore Tests/Oracle/census.py $(GODWIT) || exit; done'

## oracle-models: fit models with every release of scikit-learn that the Pythons at hand take, read them, run them in ONNX Runtime; mutate files 100,000 times
oracle-models: prerequisites runtime
	$(PYTHON) Tests/Oracle/models.py $(ORACLE)/models
	GODWIT_ROOMS=ModelFormats GODWIT_CORPUS=$(ORACLE)/models/corpus GODWIT_MUTATIONS=100000 \
		$(SWIFT) test --filter 'ScikitLearnCorpusTests|HostileTests'
	GODWIT_ROOMS=Conversion GODWIT_CORPUS=$(abspath $(ORACLE))/models/corpus GODWIT_HOSTILE_ROWS=1000 \
		$(SWIFT) test --filter 'HostileRowsTests/scikitLearn'

## oracle-random: fit models by chance with several releases, convert them, and hold what becomes of them against what their
## libraries answered; after oracle-models, oracle-xgboost and oracle-lightgbm. SEED=2 makes others
SEED ?= 1
COUNT ?= 100
oracle-random: prerequisites runtime godwit $(ORACLE)/holder
	rm -rf $(ORACLE)/random
	for release in 0.17 0.18 0.20 0.22 0.24 1.0 1.3 1.5 1.7 1.9; do \
		$(ORACLE)/models/env/$$release/bin/python -W ignore Tests/Oracle/sklearn_random.py $(ORACLE)/random/sklearn-$$release $(SEED) $(COUNT); done
	for release in xgboost/env/0.90 xgboost/env/1.4.2 xgboost/env/2.1.4 xgboost/env/3.4.1 lightgbm/env/2.3.1 lightgbm/env/3.3.5 lightgbm/env/4.6.0; do \
		$(ORACLE)/$$release/bin/python -W ignore Tests/Oracle/boosters_random.py $(ORACLE)/random/$$(echo $$release | tr / - | sed s/-env//) $(SEED) $(COUNT); done
	.ci/record Docs/oracle-random.txt $(ORACLE)/holder/bin/python Tests/Oracle/random_models.py --program $(GODWIT) --refused \
		$(ORACLE)/random/sklearn-* $(ORACLE)/random/xgboost-* $(ORACLE)/random/lightgbm-*

## oracle-matrix: each estimator of the corpus by the release that wrote it: interpreter, ONNX Runtime, PMML
oracle-matrix: prerequisites runtime godwit $(ORACLE)/holder
	.ci/record Docs/oracle-matrix.txt $(ORACLE)/holder/bin/python -W ignore Tests/Oracle/matrix.py --program $(GODWIT)

## oracle-open: the 80 open models against what their releases answered: interpreter, ONNX Runtime, PMML scorer, JPMML-Evaluator
oracle-open: prerequisites runtime godwit $(ORACLE)/holder
	.ci/record Docs/oracle-open.txt $(ORACLE)/holder/bin/python -W ignore Tests/Oracle/open_models.py --program $(GODWIT)

## oracle-mutants: every model with trees of the corpus with one thing wrong in it at a time; rows made from the model tell each
MUTANTS ?= 2
oracle-mutants: prerequisites
	GODWIT_ROOMS=Verification $(SWIFT) build --build-tests
	.ci/record Docs/oracle-mutants.txt bash -o pipefail -c 'GODWIT_ROOMS=Verification GODWIT_MUTANTS=$(MUTANTS) $(SWIFT) test --skip-build --filter EveryTreeTests | \
		grep -E "models; told|not told|Test run"'

$(ORACLE)/holder:
	$(PYTHON) -m venv $@
	$@/bin/python -m pip install --quiet --disable-pip-version-check --only-binary=:all: numpy onnxruntime==1.32.0 jpmml_evaluator==0.16.0

## oracle-hostile-models: mutate and truncate files of every format 100,000 times each, and hold the memory of what reads them
oracle-hostile-models: prerequisites godwit
	GODWIT_ROOMS=ModelDriver $(SWIFT) build -c release --product ModelDriver
	.ci/record Docs/oracle-hostile-models.txt $(PYTHON) Tests/Oracle/hostile_models.py \
		--driver .build/release/ModelDriver --program $(GODWIT)

## oracle-boosters: fit boosters of many configurations, and tell what becomes of them here and with onnxmltools
oracle-boosters: prerequisites godwit $(ORACLE)/boosters
	.ci/record Docs/oracle-boosters.txt $(ORACLE)/boosters/bin/python Tests/Oracle/boosters_beside.py --program $(GODWIT)

$(ORACLE)/boosters:
	$(PYTHON) -m venv $@
	$@/bin/python -m pip install --quiet --disable-pip-version-check --only-binary=:all: scikit-learn==1.7.2 xgboost==3.2.0 \
		lightgbm==4.7.0 onnxmltools==1.16.0 onnxruntime==1.32.0 joblib==1.6.0 numpy==2.4.6 packaging==26.4

## oracle-verify: have `verify --python` run originals by releases of scikit-learn that wrote them; after oracle-models
oracle-verify: prerequisites runtime godwit
	.ci/record Docs/oracle-verify-python.txt $(PYTHON) Tests/Oracle/verify_python.py --program $(GODWIT) \
		$(wildcard $(ORACLE)/models/env/0.19/bin/python $(ORACLE)/models/env/0.2*/bin/python $(ORACLE)/models/env/1.*/bin/python)

## oracle-pmml: PMML of three makers, by chance, and our own, held against JPMML-Evaluator and ONNX Runtime; broken documents
oracle-pmml: prerequisites runtime godwit
	.ci/record Docs/oracle-pmml.txt $(PYTHON) Tests/Oracle/pmml.py $(GODWIT) $(ORACLE)/pmml "$(SWIFT)"

## oracle-lightgbm: fit models with LightGBM 2.0 to 4.6, read and convert them, and hold them against what their releases answered
oracle-lightgbm: prerequisites runtime
	$(PYTHON) Tests/Oracle/lightgbm_models.py $(ORACLE)/lightgbm
	GODWIT_ROOMS=ModelFormats,Conversion GODWIT_LIGHTGBM=$(abspath $(ORACLE))/lightgbm/corpus GODWIT_MUTATIONS=100000 \
		GODWIT_HOSTILE_ROWS=2000 $(SWIFT) test --filter 'LightGBM|HostileRowsTests/lightGBM'

## oracle-xgboost: the same with XGBoost 0.72 to 3.4
oracle-xgboost: prerequisites runtime
	$(PYTHON) Tests/Oracle/xgboost_models.py $(ORACLE)/xgboost
	GODWIT_ROOMS=ModelFormats,Conversion GODWIT_XGBOOST_CORPUS=$(abspath $(ORACLE))/xgboost/corpus GODWIT_MUTATIONS=400000 \
		GODWIT_HOSTILE_ROWS=2000 $(SWIFT) test --filter 'XGBoost|HostileRowsTests/xgboost'

## oracle-migration: migrate services of the corpus, and run their own tests with the libraries of before and after
oracle-migration: prerequisites runtime godwit
	.ci/record Docs/oracle-migration.txt $(PYTHON) Tests/Oracle/migration.py --program $(GODWIT) --environments $(ORACLE)/migration
	.ci/record Docs/oracle-flows.txt $(PYTHON) Tests/Oracle/flows.py --program $(GODWIT) --environments $(ORACLE)/migration
	.ci/record Docs/oracle-interrupted.txt $(PYTHON) Tests/Oracle/interrupted.py --program $(GODWIT)

## oracle-assess: pickles with a harmless payload, beside picklescan and modelscan; bills of materials, against
## CycloneDX's schema; pages, in a headless Chromium
oracle-assess: prerequisites godwit $(ORACLE)/assess
	.ci/record Docs/oracle-assess.txt $(PYTHON) Tests/Oracle/unsafe_pickles.py --program $(GODWIT) --scanners $(ORACLE)/assess
	$(ORACLE)/assess/bin/python Tests/Oracle/materials.py --program $(GODWIT)
	$(PYTHON) Tests/Oracle/pages.py --program $(GODWIT)

$(ORACLE)/assess:
	$(PYTHON) -m venv $@
	$@/bin/python -m pip install --quiet --disable-pip-version-check picklescan modelscan numpy joblib lz4 scikit-learn 'cyclonedx-python-lib[json-validation]'

## oracle-deployments: have Triton, KServe's data types and a linter of Dockerfiles read what `godwit deploy` writes
oracle-deployments: prerequisites runtime godwit godwit-serve
	.ci/record Docs/oracle-deployments.txt $(PYTHON) Tests/Oracle/deployments.py --program $(GODWIT) \
		--server $(GODWIT_SERVE) --runtime .build/runtime --environments $(ORACLE)/deployments

## oracle-protocol: hold the server to the Open Inference Protocol from outside, over sockets
oracle-protocol: prerequisites runtime godwit-serve
	.ci/record Docs/oracle-protocol.txt $(PYTHON) Tests/Oracle/protocol.py --server $(GODWIT_SERVE) --runtime .build/runtime

## oracle-swift: every Swift file at hand through the tree, node for node, in a release build, with times; the adapted Swift corpus, built and tested
oracle-swift: prerequisites godwit
	$(PYTHON) Tests/Oracle/swift_packages.py .build/swift-packages
	.ci/record Docs/oracle-swift.txt $(PYTHON) Tests/Oracle/swift_corpus.py --program $(GODWIT) --swift $(SWIFT) \
		--packages .build/swift-packages $(ORACLE)/swift

## oracle-cpp: adapt the C++ corpus, and compile it against the real headers of OpenCV 4 and of ONNX Runtime as Debian has
## them; run its preprocessor, and hold what it makes of pictures against OpenCV 3.4; adapt 2,000 truncated and mutated
## sources of it; test the rules of every C++ pack by variants
oracle-cpp: prerequisites godwit $(ORACLE)/opencv3
	.ci/record Docs/oracle-cpp.txt sh -c '$(PYTHON) Tests/Oracle/cpp_headers.py --program $(GODWIT) $(ORACLE)/cpp && \
		$(PYTHON) Tests/Oracle/cpp_tensors.py --program $(GODWIT) --opencv3 $(ORACLE)/opencv3/bin/python $(ORACLE)/tensors'
	.ci/record Docs/oracle-cpp-mutations.txt $(PYTHON) Tests/Oracle/cpp_mutations.py --program $(GODWIT) $(ORACLE)/cpp
	.ci/record Docs/oracle-cpp-variants.txt sh -c 'for library in tensorrt onnxruntime opencv cuda; do \
		echo $$library; $(GODWIT) rules test $$library --variants 12; done'

$(ORACLE)/opencv3:
	$(PYTHON) -m venv $@
	$@/bin/python -m pip install --quiet --disable-pip-version-check --only-binary=:all: opencv-python-headless==3.4.18.65 'numpy<2'

$(ORACLE)/tools:
	$(PYTHON) -m venv $@
	$@/bin/python -m pip install --quiet --disable-pip-version-check pyyaml

## surfaces: read NumPy's API surfaces anew off its wheels
surfaces: prerequisites godwit
	Sources/RuleData/generate-surfaces $(GODWIT) $(PYTHON) .build/surfaces
	Sources/RuleData/generate-index

## install: put the programs into $(PREFIX)/bin, and ONNX Runtime into $(PREFIX)/lib
install: godwit godwit-serve runtime
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib
	install -s -m 755 $(GODWIT) $(DESTDIR)$(PREFIX)/bin/godwit
	install -s -m 755 $(GODWIT_SERVE) $(DESTDIR)$(PREFIX)/bin/godwit-serve
	install -m 644 .build/runtime/libonnxruntime.* $(DESTDIR)$(PREFIX)/lib

## image: the server as an image, which what `godwit deploy` writes asks for; DOCKER=buildah does as well
image:
	$(DOCKER) build -f .ci/Dockerfile -t godwit-serve:$(shell sed -n 's/.*static let version = "\(.*\)"/\1/p' Sources/CommandLine/Godwit.swift) .

godwit: prerequisites
	.ci/release "$(SWIFT)" godwit

godwit-serve: prerequisites
	.ci/release "$(SWIFT)" godwit-serve

python-ast: prerequisites
	.ci/release "$(SWIFT)" python-ast

## profile: record anew how the program runs, for the compiler to make releases by; writes .ci/swift-VERSION.profdata
profile: prerequisites
	.ci/profile "$(SWIFT)" "$(PYTHON)" .build/profile

## runtime: ONNX Runtime's shared library, out of PyPI's wheel, into .build/runtime
runtime: prerequisites
	@.ci/runtime .build/runtime "$(PYTHON)"

## clients: the clients that the server is held against, out of PyPI, into .build/clients
clients: prerequisites
	@.ci/clients .build/clients "$(PYTHON)"

## prerequisites: say what is missing, and install what Debian has of it
prerequisites:
	@.ci/prerequisites "$(SWIFT)" "$(PYTHON)"

## format, lint: swift-format as it comes with Swift
format:
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests

lint:
	$(SWIFT) format lint --recursive --parallel --strict Package.swift Sources Tests

clean:
	rm -rf .build
