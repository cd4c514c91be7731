"""Makes PMML documents of every model element by chance, with every option that engines score, and rows for them.

    python pmml_random.py FOLDER COUNT

A document is NAME.pmml, its rows NAME.jsonl: numbers near and far, at thresholds and beside them, missing cells, values of
no list. `pmml_cases.py --every FOLDER` has JPMML-Evaluator answer them. The same COUNT makes the same documents.
"""

import json
import os
import random
import sys
from xml.sax.saxutils import escape, quoteattr

NUMBERS = ["x", "y", "z"]
TEXTS = {"city": ["Oslo", "Bergen", "New York"], "size": ["S", "M", "L"]}
CLASSES = ["red", "green", "blue"]


class Document:
    """One document as it is made: fields with their treatment, and the thresholds that rows should meet."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.thresholds = {name: [] for name in NUMBERS}
        self.function = "regression"
        self.treats = self.random.random() < 0.5
        self.classes = CLASSES[: self.random.choice([2, 3])]
        self.schema = None

    def chance(self, share):
        return self.random.random() < share

    def number(self, low=-3.0, high=3.0):
        return round(self.random.uniform(low, high), self.random.choice([0, 1, 3, 6]))

    def threshold(self, name):
        value = self.number()
        self.thresholds[name].append(value)
        return value

    # Fields.

    def dictionary(self):
        lines = []
        for name in NUMBERS:
            inner = ""
            if self.treats and self.chance(0.3):
                inner = '<Interval closure="%s" leftMargin="-2.5" rightMargin="2.5"/>' % self.random.choice(
                    ["closedClosed", "openOpen", "openClosed", "closedOpen"])
            if self.treats and self.chance(0.3):
                inner += '<Value value="-999" property="missing"/>'
            lines.append('<DataField name="%s" optype="continuous" dataType="double">%s</DataField>' % (name, inner))
        for name, values in TEXTS.items():
            inner = "".join("<Value value=%s/>" % quoteattr(value) for value in values)
            if self.treats and self.chance(0.3):
                inner += '<Value value="?" property="missing"/>'
            lines.append('<DataField name="%s" optype="categorical" dataType="string">%s</DataField>' % (name, inner))
        if self.function == "classification":
            kind = "ordinal" if getattr(self, "is_ordinal", False) else "categorical"
            inner = "".join('<Value value="%s"/>' % value for value in self.classes)
            lines.append('<DataField name="target" optype="%s" dataType="string">%s</DataField>' % (kind, inner))
        elif self.function == "regression":
            lines.append('<DataField name="target" optype="continuous" dataType="double"/>')
        return "<DataDictionary>%s</DataDictionary>" % "".join(lines)

    def mining_schema(self, outermost=False):
        if not outermost:
            fields = NUMBERS + list(TEXTS)
            return "<MiningSchema>%s</MiningSchema>" % "".join('<MiningField name="%s"/>' % name for name in fields)
        lines = []
        for name in NUMBERS + list(TEXTS):
            extra = ""
            is_number = name in NUMBERS
            if self.treats:
                treatment = self.random.choice(["returnInvalid", "asIs", "asMissing", "asMissing", "asValue"])
                extra += ' invalidValueTreatment="%s"' % treatment
                if treatment == "asValue":
                    extra += ' invalidValueReplacement="%s"' % (0.5 if is_number else TEXTS[name][1])
                if self.chance(0.3):
                    extra += ' missingValueReplacement="%s"' % (-0.25 if is_number else TEXTS[name][0])
                if is_number and self.chance(0.3):
                    extra += ' outliers="%s" lowValue="-2" highValue="2"' % self.random.choice(["asExtremeValues", "asMissingValues"])
            else:
                extra = ' invalidValueTreatment="asIs"'
            lines.append('<MiningField name="%s"%s/>' % (name, extra))
        if self.function in ("regression", "classification"):
            lines.append('<MiningField name="target" usageType="target"/>')
        return "<MiningSchema>%s</MiningSchema>" % "".join(lines)

    # Predicates.

    def simple(self):
        if self.chance(0.65):
            name = self.random.choice(NUMBERS)
            if self.chance(0.1):
                return '<SimplePredicate field="%s" operator="%s"/>' % (name, self.random.choice(["isMissing", "isNotMissing"]))
            operator = self.random.choice(["lessThan", "lessOrEqual", "greaterThan", "greaterOrEqual", "lessOrEqual", "greaterThan", "equal", "notEqual"])
            return '<SimplePredicate field="%s" operator="%s" value="%r"/>' % (name, operator, self.threshold(name))
        name, values = self.random.choice(list(TEXTS.items()))
        if self.chance(0.5):
            return '<SimplePredicate field="%s" operator="%s" value=%s/>' % (
                name, self.random.choice(["equal", "notEqual"]), quoteattr(self.random.choice(values)))
        chosen = self.random.sample(values, self.random.choice([1, 2]))
        text = " ".join('"%s"' % value if " " in value else value for value in chosen)
        return '<SimpleSetPredicate field="%s" booleanOperator="%s"><Array n="%d" type="string">%s</Array></SimpleSetPredicate>' % (
            name, self.random.choice(["isIn", "isNotIn"]), len(chosen), escape(text))

    def predicate(self, depth=0):
        if depth < 2 and self.chance(0.25):
            operator = self.random.choice(["and", "or", "xor", "surrogate"])
            parts = [self.predicate(depth + 1) for _ in range(self.random.choice([2, 2, 3]))]
            return '<CompoundPredicate booleanOperator="%s">%s</CompoundPredicate>' % (operator, "".join(parts))
        return self.simple()

    # Trees.

    def distribution(self, total=None):
        counts = [self.random.randint(0, 9) for _ in self.classes]
        counts[self.random.randrange(len(counts))] += 1
        lines = "".join('<ScoreDistribution value="%s" recordCount="%d"/>' % pair for pair in zip(self.classes, counts))
        return lines, sum(counts), self.classes[counts.index(max(counts))]

    def node(self, ids, predicate, depth, strategy):
        own = next(ids)
        inner, score, count = "", "", self.random.randint(1, 20)
        if self.function == "classification":
            inner, count, best = self.distribution()
            score = best
        else:
            score = repr(self.number())
        children, default = "", ""
        if depth > 0 and self.chance(0.85):
            names = []
            if self.chance(0.6) and strategy not in ("aggregateNodes", "weightedConfidence"):
                first = self.predicate()
                predicates = [first, self.predicate() if self.chance(0.5) else "<True/>"]
            else:
                name = self.random.choice(NUMBERS)
                value = self.threshold(name)
                predicates = [
                    '<SimplePredicate field="%s" operator="lessOrEqual" value="%r"/>' % (name, value),
                    '<SimplePredicate field="%s" operator="greaterThan" value="%r"/>' % (name, value)]
            for each in predicates:
                text, name = self.node(ids, each, depth - 1, strategy)
                children += text
                names.append(name)
            if strategy == "defaultChild":
                default = ' defaultChild="%s"' % self.random.choice(names)
        return '<Node id="%d" score="%s" recordCount="%d"%s>%s%s%s</Node>' % (own, score, count, default, predicate, inner, children), own

    def tree(self, outermost):
        import itertools
        strategies = ["none", "lastPrediction", "nullPrediction", "defaultChild"]
        if self.function == "classification" and outermost:
            strategies += ["weightedConfidence", "aggregateNodes"]
        strategy = self.random.choice(strategies)
        attributes = 'missingValueStrategy="%s" noTrueChildStrategy="%s"' % (
            strategy, self.random.choice(["returnNullPrediction", "returnLastPrediction"]))
        node, _ = self.node(itertools.count(1), "<True/>", self.random.choice([1, 2, 3]), strategy)
        return "TreeModel", attributes, node

    # Sums.

    def terms(self):
        lines = []
        for name in NUMBERS:
            if self.chance(0.7):
                exponent = self.random.choice([1, 1, 1, 2, 3])
                lines.append('<NumericPredictor name="%s" exponent="%d" coefficient="%r"/>' % (name, exponent, self.number()))
        for name, values in TEXTS.items():
            for value in values:
                if self.chance(0.4):
                    lines.append('<CategoricalPredictor name="%s" value=%s coefficient="%r"/>' % (name, quoteattr(value), self.number()))
        if self.chance(0.4):
            lines.append('<PredictorTerm coefficient="%r"><FieldRef field="x"/><FieldRef field="y"/></PredictorTerm>' % self.number())
        return "".join(lines)

    def regression(self, outermost):
        if self.function == "regression":
            method = self.random.choice(["none", "softmax", "logit", "exp", "cloglog", "loglog", "probit", "cauchit"])
            return "RegressionModel", 'normalizationMethod="%s"' % method, '<RegressionTable intercept="%r">%s</RegressionTable>' % (self.number(), self.terms())
        if getattr(self, "is_ordinal", False):
            method = self.random.choice(["logit", "cloglog", "loglog", "probit", "cauchit"])
            terms = self.terms()
            steps = sorted(self.number() for _ in self.classes)
            tables = "".join('<RegressionTable intercept="%r" targetCategory="%s">%s</RegressionTable>' % (step, name, terms if place < len(steps) - 1 else "")
                             for place, (step, name) in enumerate(zip(steps, self.classes)))
            return "RegressionModel", 'normalizationMethod="%s"' % method, tables
        two = ["logit", "probit", "cloglog", "loglog", "cauchit", "softmax"]
        method = self.random.choice(two if len(self.classes) == 2 else ["softmax", "logit", "softmax"])
        tables = "".join('<RegressionTable intercept="%r" targetCategory="%s">%s</RegressionTable>' % (self.number(), name, self.terms()) for name in self.classes)
        if len(self.classes) == 2 and method != "softmax":
            tables = '<RegressionTable intercept="%r" targetCategory="%s">%s</RegressionTable><RegressionTable intercept="0" targetCategory="%s"/>' % (
                self.number(), self.classes[0], self.terms(), self.classes[1])
        return "RegressionModel", 'normalizationMethod="%s"' % method, tables

    def general(self, outermost):
        cells, betas, parameters = [], [], ['<Parameter name="p0" label="Intercept"/>']
        categories = [None]
        kind = self.random.choice(["regression", "generalLinear", "generalizedLinear"])
        attributes = ""
        if self.function == "classification":
            kind = "multinomialLogistic"
            categories = self.classes[:-1]
            attributes = ' targetReferenceCategory="%s"' % self.classes[-1]
        if kind == "generalizedLinear":
            link = self.random.choice(["identity", "log", "logit", "cloglog", "loglog", "probit", "logc", "power", "oddspower"])
            attributes += ' linkFunction="%s" distribution="normal"' % link
            if link in ("power", "oddspower"):
                attributes += ' linkParameter="%r"' % self.random.choice([1.0, 0.5, 2.0])
            if self.chance(0.3):
                attributes += ' offsetValue="%r"' % self.number()
        count = 1
        for name in NUMBERS:
            parameters.append('<Parameter name="p%d"/>' % count)
            cells.append('<PPCell value="%d" predictorName="%s" parameterName="p%d"/>' % (self.random.choice([1, 1, 2]), name, count))
            count += 1
        for value in TEXTS["size"][:2]:
            parameters.append('<Parameter name="p%d"/>' % count)
            cells.append('<PPCell value="%s" predictorName="size" parameterName="p%d"/>' % (value, count))
            if self.chance(0.3):
                cells.append('<PPCell value="1" predictorName="x" parameterName="p%d"/>' % count)
            count += 1
        for category in categories:
            for place in range(count):
                if self.chance(0.8) or place == 0:
                    target = ' targetCategory="%s"' % category if category else ""
                    betas.append('<PCell%s parameterName="p%d" df="1" beta="%r"/>' % (target, place, self.number(-1, 1)))
        body = "<ParameterList>%s</ParameterList><FactorList><Predictor name=\"size\"/></FactorList><CovariateList>%s</CovariateList><PPMatrix>%s</PPMatrix><ParamMatrix>%s</ParamMatrix>" % (
            "".join(parameters), "".join('<Predictor name="%s"/>' % name for name in NUMBERS), "".join(cells), "".join(betas))
        return "GeneralRegressionModel", 'modelType="%s"%s' % (kind, attributes), body

    # Points and rules.

    def scorecard(self, outermost):
        characteristics = []
        for place in range(self.random.choice([1, 2, 3])):
            attributes = ""
            for row in range(self.random.choice([1, 2])):
                attributes += '<Attribute partialScore="%r" reasonCode="r%d%d">%s</Attribute>' % (self.number(0, 30), place, row, self.predicate())
            attributes += '<Attribute partialScore="%r"><True/></Attribute>' % self.number(0, 30)
            characteristics.append('<Characteristic name="c%d" reasonCode="r%d" baselineScore="%r">%s</Characteristic>' % (place, place, self.number(0, 30), attributes))
        return "Scorecard", 'initialScore="%r" useReasonCodes="true" reasonCodeAlgorithm="%s" baselineMethod="other"' % (
            self.number(0, 9), self.random.choice(["pointsAbove", "pointsBelow"])), "<Characteristics>%s</Characteristics>" % "".join(characteristics)

    def rules(self, outermost):
        # JPMML-Evaluator takes the first rule where the greatest weight is asked for.
        criterion = self.random.choice(["firstHit", "weightedSum"])
        rules = ""
        for place in range(self.random.choice([2, 3, 4])):
            rule = '<SimpleRule id="r%d" score="%s" weight="%r" confidence="0.5">%s</SimpleRule>' % (
                place, self.random.choice(self.classes), self.number(0.1, 1), self.predicate())
            if self.chance(0.3):
                rule = "<CompoundRule>%s%s</CompoundRule>" % (self.predicate(), rule)
            rules += rule
        return "RuleSetModel", "", '<RuleSet defaultScore="%s" defaultConfidence="0.1"><RuleSelectionMethod criterion="%s"/>%s</RuleSet>' % (self.classes[0], criterion, rules)

    # Neighbours, clusters, counts, vectors, neurons.

    def measure(self, compared=("absDiff", "absDiff", "delta")):
        kind = self.random.choice(["euclidean", "squaredEuclidean", "cityBlock", "chebychev", "minkowski"])
        inner = '<minkowski p-parameter="3"/>' if kind == "minkowski" else "<%s/>" % kind
        return '<ComparisonMeasure kind="distance" compareFunction="%s">%s</ComparisonMeasure>' % (
            self.random.choice(compared), inner)

    def clusters(self, outermost):
        fields = "".join('<ClusteringField field="%s"%s/>' % (name, ' fieldWeight="%r"' % self.number(0.2, 2) if self.chance(0.4) else "") for name in NUMBERS)
        missing = '<MissingValueWeights><Array n="3" type="real">1 2 0.5</Array></MissingValueWeights>' if self.chance(0.4) else ""
        clusters = "".join('<Cluster id="k%d"><Array n="3" type="real">%r %r %r</Array></Cluster>' % (place, self.number(), self.number(), self.number()) for place in range(4))
        return "ClusteringModel", 'modelClass="centerBased" numberOfClusters="4"', self.measure() + fields + missing + clusters

    def neighbors(self, outermost):
        rows = ""
        for place in range(12):
            target = self.random.choice(self.classes) if self.function == "classification" else repr(self.number())
            rows += "<row><id>n%d</id><x>%r</x><y>%r</y><z>%r</z><target>%s</target></row>" % (place, self.number(), self.number(), self.number(), target)
        inputs = "".join('<KNNInput field="%s"%s/>' % (name, ' fieldWeight="%r"' % self.number(0.2, 2) if self.chance(0.4) else "") for name in NUMBERS)
        instance = "".join('<InstanceField field="%s" column="%s"/>' % (name, name) for name in ["id", *NUMBERS, "target"])
        attributes = 'numberOfNeighbors="%d" continuousScoringMethod="%s" categoricalScoringMethod="%s" instanceIdVariable="id"' % (
            self.random.choice([1, 3, 4]), self.random.choice(["median", "average", "weightedAverage"]), self.random.choice(["majorityVote", "weightedMajorityVote"]))
        return "NearestNeighborModel", attributes, '<TrainingInstances isTransformed="true"><InstanceFields>%s</InstanceFields><InlineTable>%s</InlineTable></TrainingInstances>%s<KNNInputs>%s</KNNInputs>' % (
            instance, rows, self.measure(["absDiff"]), inputs)

    def bayes(self, outermost):
        inputs = ""
        for name, values in TEXTS.items():
            pairs = "".join('<PairCounts value=%s><TargetValueCounts>%s</TargetValueCounts></PairCounts>' % (
                quoteattr(value), "".join('<TargetValueCount value="%s" count="%d"/>' % (each, self.random.randint(0, 9)) for each in self.classes)) for value in values)
            inputs += '<BayesInput fieldName="%s">%s</BayesInput>' % (name, pairs)
        stats = "".join('<TargetValueStat value="%s"><GaussianDistribution mean="%r" variance="%r"/></TargetValueStat>' % (
            each, self.number(), self.number(0.5, 3) + 0.1) for each in self.classes)
        inputs += '<BayesInput fieldName="x"><TargetValueStats>%s</TargetValueStats></BayesInput>' % stats
        bins = "".join('<DiscretizeBin binValue="b%d"><Interval closure="openClosed" leftMargin="%d" rightMargin="%d"/></DiscretizeBin>' % (place, place - 2, place - 1) for place in range(4))
        pairs = "".join('<PairCounts value="b%d"><TargetValueCounts>%s</TargetValueCounts></PairCounts>' % (
            place, "".join('<TargetValueCount value="%s" count="%d"/>' % (each, self.random.randint(1, 9)) for each in self.classes)) for place in range(4))
        inputs += '<BayesInput fieldName="y"><DerivedField name="yBin" optype="categorical" dataType="string"><Discretize field="y">%s</Discretize></DerivedField>%s</BayesInput>' % (bins, pairs)
        output = "".join('<TargetValueCount value="%s" count="%d"/>' % (each, self.random.randint(5, 20)) for each in self.classes)
        return "NaiveBayesModel", 'threshold="0.001"', '<BayesInputs>%s</BayesInputs><BayesOutput fieldName="target"><TargetValueCounts>%s</TargetValueCounts></BayesOutput>' % (inputs, output)

    def vectors(self, outermost):
        kernel = self.random.choice([
            "<LinearKernelType/>", '<PolynomialKernelType gamma="0.5" coef0="1" degree="2"/>', '<RadialBasisKernelType gamma="0.4"/>', '<SigmoidKernelType gamma="0.2" coef0="0.1"/>'])
        fields = "".join('<FieldRef field="%s"/>' % name for name in NUMBERS)
        if self.chance(0.4):
            fields += '<CategoricalPredictor name="size" value="M" coefficient="1"/>'
        width = 4 if "Categorical" in fields else 3
        vectors = ""
        for place in range(6):
            values = [self.number() for _ in range(width)]
            if self.chance(0.3):
                indices = " ".join(str(at + 1) for at in range(width) if values[at])
                entries = " ".join(repr(value) for value in values if value)
                inner = '<REAL-SparseArray n="%d"><Indices>%s</Indices><REAL-Entries>%s</REAL-Entries></REAL-SparseArray>' % (width, indices, entries)
            else:
                inner = '<Array n="%d" type="real">%s</Array>' % (width, " ".join(map(repr, values)))
            vectors += '<VectorInstance id="v%d">%s</VectorInstance>' % (place, inner)

        def machine(attributes):
            chosen = self.random.sample(range(6), 4)
            return '<SupportVectorMachine%s><SupportVectors>%s</SupportVectors><Coefficients absoluteValue="%r">%s</Coefficients></SupportVectorMachine>' % (
                attributes, "".join('<SupportVector vectorId="v%d"/>' % each for each in chosen), self.number(),
                "".join('<Coefficient value="%r"/>' % self.number() for _ in chosen))

        attributes = ""
        if self.function == "regression":
            machines = machine("")
        elif self.chance(0.5):
            attributes = 'classificationMethod="OneAgainstAll" maxWins="%s"' % self.random.choice(["true", "false"])
            machines = "".join(machine(' targetCategory="%s"' % name) for name in self.classes)
        else:
            attributes = 'classificationMethod="OneAgainstOne"'
            pairs = [(one, other) for place, one in enumerate(self.classes) for other in self.classes[place + 1:]]
            machines = "".join(machine(' targetCategory="%s" alternateTargetCategory="%s"' % pair) for pair in pairs)
        return "SupportVectorMachineModel", attributes, kernel + '<VectorDictionary numberOfVectors="6"><VectorFields>%s</VectorFields>%s</VectorDictionary>' % (fields, vectors) + machines

    def network(self, outermost):
        inputs = "".join('<NeuralInput id="i%d"><DerivedField optype="continuous" dataType="double">%s</DerivedField></NeuralInput>' % (
            place, self.random.choice(['<FieldRef field="%s"/>' % name, '<NormContinuous field="%s"><LinearNorm orig="-3" norm="0"/><LinearNorm orig="1" norm="0.7"/><LinearNorm orig="3" norm="1"/></NormContinuous>' % name]))
            for place, name in enumerate(NUMBERS))
        inputs += '<NeuralInput id="i3"><DerivedField optype="continuous" dataType="double"><NormDiscrete field="size" value="M"/></DerivedField></NeuralInput>'
        before = ["i0", "i1", "i2", "i3"]
        activation = self.random.choice(["tanh", "logistic", "identity", "rectifier", "arctan", "Elliott", "cosine", "sine", "square", "Gauss", "exponential", "threshold"])
        layers, count = "", 0
        sizes = [self.random.choice([2, 3]) for _ in range(self.random.choice([1, 2]))]
        sizes.append(len(self.classes) if self.function == "classification" else 1)
        for level, size in enumerate(sizes):
            names, neurons = [], ""
            for _ in range(size):
                names.append("n%d" % count)
                count += 1
                cons = "".join('<Con from="%s" weight="%r"/>' % (name, self.number(-1, 1)) for name in before)
                neurons += '<Neuron id="%s" bias="%r">%s</Neuron>' % (names[-1], self.number(-1, 1), cons)
            extra = ""
            if level == len(sizes) - 1:
                extra = ' activationFunction="identity"' + (' normalizationMethod="softmax"' if self.function == "classification" else "")
            layers += "<NeuralLayer%s>%s</NeuralLayer>" % (extra, neurons)
            before = names
        if self.function == "classification":
            outputs = "".join('<NeuralOutput outputNeuron="%s"><DerivedField optype="categorical" dataType="string"><NormDiscrete field="target" value="%s"/></DerivedField></NeuralOutput>' % pair for pair in zip(before, self.classes))
        else:
            inner = self.random.choice(['<FieldRef field="target"/>', '<NormContinuous field="target"><LinearNorm orig="-10" norm="-1"/><LinearNorm orig="20" norm="1"/></NormContinuous>'])
            outputs = '<NeuralOutput outputNeuron="%s"><DerivedField optype="continuous" dataType="double">%s</DerivedField></NeuralOutput>' % (before[0], inner)
        return "NeuralNetwork", 'activationFunction="%s" threshold="0.1"' % activation, "<NeuralInputs>%s</NeuralInputs>%s<NeuralOutputs>%s</NeuralOutputs>" % (inputs, layers, outputs)

    # Expressions.

    def expression(self, depth=0):
        """A number out of fields."""
        r = self.random
        name = r.choice(NUMBERS)
        kind = r.randrange(3 if depth > 2 else 12)
        if kind == 0:
            return '<Constant dataType="double">%r</Constant>' % self.number()
        if kind in (1, 2):
            return '<FieldRef field="%s"%s/>' % (name, ' mapMissingTo="0.5"' if self.chance(0.2) else "")
        if kind == 3:
            outliers = r.choice(["asIs", "asMissingValues", "asExtremeValues"])
            return '<NormContinuous field="%s" outliers="%s"%s><LinearNorm orig="-2" norm="0"/><LinearNorm orig="0" norm="0.3"/><LinearNorm orig="2" norm="1"/></NormContinuous>' % (
                name, outliers, ' mapMissingTo="0.1"' if self.chance(0.3) else "")
        if kind == 4:
            text, values = r.choice(list(TEXTS.items()))
            return '<NormDiscrete field="%s" value=%s%s/>' % (text, quoteattr(r.choice(values)), ' mapMissingTo="0.2"' if self.chance(0.3) else "")
        if kind == 5:
            a = min(self.threshold(name), 1.9)
            return '<Discretize field="%s" dataType="double"%s%s><DiscretizeBin binValue="1.5"><Interval closure="%s" rightMargin="%r"/></DiscretizeBin><DiscretizeBin binValue="2"><Interval closure="openClosed" leftMargin="%r" rightMargin="2"/></DiscretizeBin></Discretize>' % (
                name, ' defaultValue="-1"' if self.chance(0.5) else "", ' mapMissingTo="7"' if self.chance(0.4) else "", r.choice(["openClosed", "openOpen"]), a, a)
        if kind == 6:
            rows = "".join("<row><i>%s</i><j>%s</j><o>%r</o></row>" % (escape(city), size, self.number()) for city in TEXTS["city"] for size in TEXTS["size"] if self.chance(0.7))
            return '<MapValues outputColumn="o" dataType="double"%s%s><FieldColumnPair field="city" column="i"/><FieldColumnPair field="size" column="j"/><InlineTable>%s<row><i>none</i><j>none</j><o>0</o></row></InlineTable></MapValues>' % (
                ' defaultValue="-3"' if self.chance(0.6) else "", ' mapMissingTo="9"' if self.chance(0.5) else "", rows)
        one = self.expression(depth + 1)
        if kind == 7:
            function = r.choice(["abs", "exp", "floor", "ceil", "round", "sin", "cos", "tan", "atan", "tanh", "rint", "expm1", "stdNormalCDF", "erf"])
            return '<Apply function="%s" mapMissingTo="0.4">%s</Apply>' % (function, one)
        if kind == 8:
            condition = '<Apply function="%s" mapMissingTo="false"><FieldRef field="%s"/><Constant dataType="double">%r</Constant></Apply>' % (
                r.choice(["lessThan", "lessOrEqual", "greaterThan", "greaterOrEqual", "equal", "notEqual"]), name, self.threshold(name))
            return '<Apply function="if">%s%s%s</Apply>' % (condition, one, self.expression(depth + 1))
        if kind == 9:
            condition = '<Apply function="%s" mapMissingTo="false"><FieldRef field="city"/><Constant dataType="string">Oslo</Constant><Constant dataType="string">Bergen</Constant></Apply>' % r.choice(["isIn", "isNotIn"])
            return '<Apply function="if">%s%s%s</Apply>' % (condition, one, self.expression(depth + 1))
        function = r.choice(["+", "-", "*", "min", "max", "sum", "avg", "hypot", "/"])
        return '<Apply function="%s"%s%s>%s%s</Apply>' % (
            function, ' mapMissingTo="0.3"' if self.chance(0.5) else "", ' defaultValue="0.7"' if self.chance(0.1) else "", one, self.expression(depth + 1))

    def expressions(self, outermost):
        derived = "".join('<DerivedField name="d%d" optype="continuous" dataType="double">%s</DerivedField>' % (place, self.expression()) for place in range(3))
        terms = "".join('<NumericPredictor name="d%d" coefficient="%r"/>' % (place, self.number() or 1.0) for place in range(3))
        return "RegressionModel", "", ("<LocalTransformations>%s</LocalTransformations>" % derived, '<RegressionTable intercept="0.5">%s</RegressionTable>' % terms)

    # Models of models.

    def mining(self, outermost):
        r = self.random
        if self.function == "regression":
            method = r.choice(["sum", "average", "weightedAverage", "weightedSum", "median", "max", "selectFirst", "weightedMedian"])
            makers = [self.tree, self.tree, self.regression, self.general, self.network]
        else:
            method = r.choice(["majorityVote", "weightedMajorityVote", "average", "weightedAverage", "max", "median", "selectFirst"])
            makers = [self.tree, self.tree, self.regression, self.network]
        everywhere = self.chance(0.5)
        # Of an even number of shares two are as near to their median, and rounding decides.
        is_even = method == "median" and self.function == "classification"
        everywhere = everywhere or is_even
        segments = ""
        for place in range(3 if is_even else r.choice([2, 3, 5])):
            predicate = "<True/>" if everywhere else self.predicate()
            segments += '<Segment id="%d" weight="%r">%s%s</Segment>' % (place + 1, self.number(0.5, 2) + 0.1, predicate, self.model(r.choice(makers), False))
        treatment = "returnMissing" if is_even else r.choice(["continue", "skipSegment", "returnMissing"])
        extra = ' missingPredictionTreatment="%s"' % treatment if method != "selectFirst" else ""
        if method in ("sum", "weightedSum"):
            # JPMML-Evaluator's sum of no segment is 0, not missing.
            segments += '<Segment id="last" weight="1"><True/><RegressionModel functionName="regression"><MiningSchema/><RegressionTable intercept="0.25"/></RegressionModel></Segment>'
        return "MiningModel", "", '<Segmentation multipleModelMethod="%s"%s>%s</Segmentation>' % (method, extra, segments)

    def chain(self, outermost):
        function, self.function = self.function, "regression"
        name, attributes, body = self.random.choice([self.tree, self.network])(False)
        first = '<%s functionName="regression" %s>%s<Output><OutputField name="hidden" optype="continuous" dataType="double" feature="predictedValue"/></Output>%s</%s>' % (
            name, attributes, self.mining_schema(), body, name)
        self.function = function
        schema = '<MiningSchema><MiningField name="hidden"/><MiningField name="target" usageType="target"/></MiningSchema>'
        second = '<RegressionModel functionName="regression" normalizationMethod="logit">%s<RegressionTable intercept="%r"><NumericPredictor name="hidden" coefficient="%r"/></RegressionTable></RegressionModel>' % (
            schema, self.number(), self.number() or 1.0)
        return "MiningModel", "", '<Segmentation multipleModelMethod="modelChain"><Segment id="a"><True/>%s</Segment><Segment id="b"><True/>%s</Segment></Segmentation>' % (first, second)

    # The whole.

    def targets(self, outermost, name, body):
        # JPMML-Evaluator passes Targets by where a segment answers for the whole, and with neighbours.
        is_passed_by = name == "NearestNeighborModel" or "modelChain" in body or "selectFirst" in body
        if self.function != "regression" or not outermost or is_passed_by or not self.chance(0.3):
            return ""
        extra = self.random.choice(["", ' castInteger="round"', ' castInteger="floor"', ' castInteger="ceiling"', ' min="-1"', ' max="2"'])
        return '<Targets><Target field="target" rescaleFactor="%r" rescaleConstant="%r"%s/></Targets>' % (self.number() or 1.0, self.number(), extra)

    def output(self, name):
        fields = ""
        if self.function == "classification" and name not in ("SupportVectorMachineModel", "RuleSetModel", "NearestNeighborModel"):
            fields = "".join('<OutputField name="p_%s" optype="continuous" dataType="double" feature="probability" value="%s"/>' % (each, each) for each in self.classes)
        if name == "Scorecard":
            fields = '<OutputField name="reason" optype="categorical" dataType="string" feature="reasonCode" rank="1"/>'
        if name == "ClusteringModel":
            fields = '<OutputField name="cluster" optype="categorical" dataType="string" feature="predictedValue"/><OutputField name="affinity" optype="continuous" dataType="double" feature="affinity"/>'
        return "<Output>%s</Output>" % fields if fields else ""

    def model(self, maker, outermost):
        name, attributes, body = maker(outermost)
        before = ""
        if isinstance(body, tuple):
            before, body = body
        function = "clustering" if name == "ClusteringModel" else self.function
        output = self.output(name) if outermost else ""
        return '<%s functionName="%s" %s>%s%s%s%s%s</%s>' % (
            name, function, attributes, self.mining_schema(outermost), output, self.targets(outermost, name, body), before, body, name)

    def rows(self):
        rows = []
        for place in range(24):
            row = {name: self.number() for name in NUMBERS}
            row.update({name: self.random.choice(values) for name, values in TEXTS.items()})
            if place > 8:
                for name in list(row):
                    if self.chance(0.25):
                        row[name] = None
            rows.append(row)
        for name, thresholds in self.thresholds.items():
            for value in thresholds[:4]:
                rows.append({**rows[self.random.randrange(9)], name: value})
        if self.treats:
            for name in NUMBERS:
                for value in (1e6, -1e6, -999.0, 2.5, -2.5, 2.0, -2.0):
                    rows.append({**rows[self.random.randrange(9)], name: value})
            for name in TEXTS:
                for value in ("Atlantis", "?"):
                    rows.append({**rows[self.random.randrange(9)], name: value})
        return rows


REGRESSIONS = ["tree", "regression", "general", "network", "neighbors", "vectors", "expressions", "expressions", "mining", "mining", "chain", "scorecard"]
CLASSIFIERS = ["tree", "tree", "regression", "general", "network", "neighbors", "vectors", "bayes", "rules", "mining", "mining"]


def main(folder, count):
    os.makedirs(folder, exist_ok=True)
    makers = [("regression", name) for name in REGRESSIONS] + [("classification", name) for name in CLASSIFIERS]
    makers += [("classification", "ordinal"), ("clustering", "clusters")]
    for seed in range(count):
        function, maker = makers[seed % len(makers)]
        document = Document(seed)
        document.function = function
        if maker == "ordinal":
            document.is_ordinal, maker, document.classes = True, "regression", CLASSES
        if maker in ("neighbors", "general", "network"):
            # What the data dictionary does not list is missing in training instances too, which stops JPMML-Evaluator; and
            # its powers of e overflow.
            document.treats = False
        model = document.model(getattr(document, maker), True)
        version, namespace = [("4.4", "4_4"), ("4.3", "4_3"), ("4.2", "4_2")][seed % 3]
        text = '<PMML xmlns="http://www.dmg.org/PMML-%s" version="%s"><Header copyright="Godwit"/>%s%s</PMML>' % (
            namespace, version, document.dictionary(), model)
        name = "%s-%s-%04d" % (function, maker, seed)
        with open(os.path.join(folder, name + ".pmml"), "w", encoding="utf-8") as file:
            file.write(text)
        with open(os.path.join(folder, name + ".jsonl"), "w", encoding="utf-8") as file:
            for row in document.rows():
                file.write(json.dumps({"row": row}, ensure_ascii=False) + "\n")
    print("%d documents made by chance" % count)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
