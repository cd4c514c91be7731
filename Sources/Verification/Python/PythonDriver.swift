// What the user's interpreter runs to answer rows; written for CPython 2.7 and 3.4 on.

/// The program that is sent to the interpreter. Nothing of it is left on the disk.
///
/// A message is a length of eight bytes, little-endian, a line of JSON of four bytes' length, and numbers behind it.
enum PythonDriver {
  /// Given with `-c`: takes the driver from standard input, which then carries the messages.
  static let bootstrap =
    "import os,struct;given=os.fdopen(os.dup(0),'rb');exec(given.read(struct.unpack('<q',given.read(8))[0]).decode('utf-8'))"

  static let source = #"""
    import json, os, struct, sys
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    # What a model prints is no answer.
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    # Models that are written in plain Python need nothing else.
    try:
        import numpy
    except ImportError:
        numpy = None

    def send(header, payload=b""):
        line = json.dumps(header).encode("ascii")
        answers.write(struct.pack("<qi", 4 + len(line) + len(payload), len(line)) + line + payload)
        answers.flush()

    def receive():
        length = given.read(8)
        if len(length) < 8:
            return None, None
        message = given.read(struct.unpack("<q", length)[0])
        size = struct.unpack("<i", message[:4])[0]
        return json.loads(message[4:4 + size].decode("utf-8")), message[4 + size:]

    def sentence(error):
        text = " ".join(str(error).split())
        text = text[:200] + "..." if len(text) > 200 else text
        return type(error).__name__ + (": " + text if text else "")

    def load(path):
        try:
            return pickled(path)
        except Exception as error:
            # XGBoost's first format has no mark.
            try:
                import xgboost
                booster = xgboost.Booster()
                booster.load_model(path)
                return booster
            except Exception:
                raise error

    def pickled(path):
        with open(path, "rb") as file:
            head = file.read(64)
        if head[:5] in (b"tree\n", b"tree\r"):
            import lightgbm
            return lightgbm.Booster(model_file=path)
        if head[:4] == b"binf" or head[:2] == b"{L" or head.lstrip()[:1] == b"{":
            import xgboost
            booster = xgboost.Booster()
            booster.load_model(path)
            return booster
        try:
            import joblib
        except ImportError:
            try:
                from sklearn.externals import joblib
            except ImportError:
                joblib = None
        if joblib is not None:
            try:
                return joblib.load(path)
            except UnicodeDecodeError:
                pass
        import pickle
        with open(path, "rb") as file:
            try:
                return pickle.load(file)
            except UnicodeDecodeError:
                file.seek(0)
                return pickle.load(file, encoding="latin1")

    def held(value, path, depth):
        if hasattr(value, "predict") or hasattr(value, "transform"):
            yield path, value
            return
        if depth > 6:
            return
        below = lambda name: path + "." + name if path else name
        parts = []
        if isinstance(value, dict):
            for place, (key, part) in enumerate(value.items()):
                name = below(key) if isinstance(key, type(u"")) or isinstance(key, str) else path + "[%s]" % (
                    key if isinstance(key, int) else "#%d" % place)
                parts.append((name, part))
        elif isinstance(value, (list, tuple)):
            parts = [(path + "[%d]" % place, part) for place, part in enumerate(value)]
        elif hasattr(value, "__dict__") and not isinstance(value, type):
            parts = [(below(name), part) for name, part in vars(value).items()]
        for name, part in parts[:1000]:
            for found in held(part, name, depth + 1):
                yield found

    def chosen(value, select):
        models = sorted(held(value, "", 0), key=lambda found: found[0])
        if select is not None:
            for path, model in models:
                if path == select:
                    return model
            raise ValueError("there is no model at %s, but at %s" % (select, ", ".join(path or "the top" for path, _ in models)))
        if len(models) > 1:
            raise ValueError("there are several models: %s" % ", ".join(path for path, _ in models))
        return models[0][1] if models else value

    def first_step(model):
        while hasattr(model, "steps") or hasattr(model, "best_estimator_"):
            model = model.steps[0][1] if hasattr(model, "steps") else model.best_estimator_
        return model

    def plain_table(columns, count, payload):
        numbers = struct.unpack("<%dd" % (len(payload) // 8), payload)
        width = len(columns)
        if not any("texts" in column for column in columns):
            return [list(numbers[row * width:(row + 1) * width]) for row in range(count)]
        cells, place = [], 0
        for column in columns:
            cells.append(column["texts"] if "texts" in column else numbers[place:place + count])
            place += 0 if "texts" in column else count
        return [list(row) for row in zip(*cells)]

    def table(model, header, payload):
        columns = header["columns"]
        if numpy is None:
            return plain_table(columns, header["rows"], payload)
        numbers = numpy.frombuffer(payload, dtype="<f8")
        if not any("texts" in column for column in columns):
            rows = numbers.reshape(header["rows"], len(columns)).astype(float)
            if not hasattr(model, "feature_names_in_") and not hasattr(first_step(model), "separator"):
                return rows
            cells = [rows[:, place] for place in range(len(columns))]
        else:
            cells, place, size = [], 0, header["rows"]
            for column in columns:
                if "texts" in column:
                    cells.append(numpy.array(column["texts"], dtype=object))
                else:
                    cells.append(numbers[place:place + size].astype(float))
                    place += size
        first = first_step(model)
        if hasattr(first, "separator") and hasattr(first, "feature_names_"):
            names = [column["name"] for column in columns]
            return [{name: cell for name, cell in zip(names, row) if cell is not None and cell != "" and cell == cell}
                    for row in zip(*cells)]
        if len(columns) == 1 and type(first).__name__.endswith("Vectorizer"):
            return list(cells[0])
        try:
            import pandas
        except ImportError:
            rows = numpy.empty((header["rows"], len(columns)), dtype=object)
            for place, column in enumerate(cells):
                rows[:, place] = column
            return rows
        names = [column["name"] for column in columns]
        frame = pandas.DataFrame(dict(zip(names, cells)))
        return frame[names]

    def is_classifier(model):
        try:
            from sklearn.base import is_classifier
            return bool(is_classifier(model))
        except Exception:
            return hasattr(model, "classes_")

    def ask(model, name, rows):
        try:
            method = getattr(model, name, None)
            return None if method is None else method(rows)
        except (AttributeError, NotImplementedError):
            return None

    class Reply(object):
        def __init__(self):
            self.outputs, self.payload = [], []

        def numbers(self, name, role, values):
            if numpy is None:
                rows = [list(row) if hasattr(row, "__iter__") else [row] for row in values]
                width = len(rows[0]) if rows else 1
                self.outputs.append({"name": name, "role": role, "kind": "number", "columns": width})
                self.payload.append(struct.pack("<%dd" % (len(rows) * width), *[cell for row in rows for cell in row]))
                return
            values = numpy.asarray(values.toarray() if hasattr(values, "toarray") else values, dtype="<f8")
            values = values.reshape(values.shape[0], -1)
            self.outputs.append({"name": name, "role": role, "kind": "number", "columns": values.shape[1]})
            self.payload.append(values.tobytes())

        def plain_labels(self, output, values):
            for kind, type_, code in (("boolean", bool, "q"), ("integer", int, "q"), ("number", float, "d")):
                if all(isinstance(value, type_) for value in values):
                    output["kind"] = kind
                    self.payload.append(struct.pack("<%d%s" % (len(values), code), *values))
                    break
            else:
                output["kind"] = "text"
                output["texts"] = [None if value is None else str(value) for value in values]
            self.outputs.append(output)

        def labels(self, name, values):
            if numpy is None:
                return self.plain_labels({"name": name, "role": "label", "columns": 1}, list(values))
            values = numpy.asarray(values).ravel()
            output = {"name": name, "role": "label", "columns": 1}
            if values.dtype.kind == "b":
                output["kind"] = "boolean"
                self.payload.append(values.astype("<i8").tobytes())
            elif values.dtype.kind in "iu":
                output["kind"] = "integer"
                self.payload.append(values.astype("<i8").tobytes())
            elif values.dtype.kind == "f":
                output["kind"] = "number"
                self.payload.append(values.astype("<f8").tobytes())
            else:
                output["kind"] = "text"
                output["texts"] = [None if value is None else str(value) for value in values.tolist()]
            self.outputs.append(output)

    def plain(model, rows, answer):
        reply, answer = Reply(), list(answer)
        if not (is_classifier(model) or all(isinstance(value, (bool, int, str)) for value in answer)):
            reply.numbers("prediction", "values", answer)
            return reply
        reply.labels("label", answer)
        for role, method in (("probabilities", "predict_proba"), ("scores", "decision_function")):
            found = ask(model, method, rows)
            if found is not None:
                reply.numbers(role, role, found)
        return reply

    def predict(model, rows):
        reply = Reply()
        if type(model).__name__ == "Booster":
            if type(model).__module__.startswith("xgboost"):
                import xgboost
                rows = xgboost.DMatrix(rows, feature_names=model.feature_names)
            reply.numbers("prediction", "values", model.predict(rows))
            return reply
        answer = ask(model, "predict", rows)
        if answer is None:
            moved = ask(model, "transform", rows)
            if moved is None:
                raise TypeError("%s has neither predict nor transform" % type(model).__name__)
            reply.numbers("transformed", "numbers", moved)
            return reply
        if numpy is None:
            return plain(model, rows, answer)
        answer = numpy.asarray(answer)
        if not (is_classifier(model) or answer.dtype.kind in "biuOSU"):
            reply.numbers("prediction", "values", answer)
            return reply
        probabilities = ask(model, "predict_proba", rows)
        scores = ask(model, "decision_function", rows)
        if answer.ndim > 1 and answer.shape[1] > 1:
            for target in range(answer.shape[1]):
                reply.labels("label_%d" % target, answer[:, target])
                if isinstance(probabilities, list):
                    reply.numbers("probabilities_%d" % target, "probabilities", probabilities[target])
            return reply
        reply.labels("label", answer)
        if probabilities is not None:
            reply.numbers("probabilities", "probabilities", probabilities)
        if scores is not None:
            reply.numbers("scores", "scores", scores)
        if not is_classifier(model):
            moved = ask(model, "transform", rows)
            if moved is not None:
                reply.numbers("transformed", "numbers", moved)
        return reply

    def version():
        found = []
        for name, label in (("sklearn", "scikit-learn"), ("xgboost", "XGBoost"), ("lightgbm", "LightGBM")):
            if name in sys.modules:
                found.append(label + " " + getattr(sys.modules[name], "__version__", "?"))
        return ", ".join(["Python %d.%d.%d" % sys.version_info[:3]] + found)

    def main():
        try:
            header, _ = receive()
            model = chosen(load(header["path"]), header.get("select"))
            names = getattr(model, "feature_names_in_", None)
            send({"name": version(), "columns": None if names is None else [str(name) for name in names]})
        except BaseException as error:
            send({"error": sentence(error)})
            return
        while True:
            header, payload = receive()
            if header is None:
                return
            try:
                reply = predict(model, table(model, header, payload))
                send({"outputs": reply.outputs}, b"".join(reply.payload))
            except BaseException as error:
                send({"error": sentence(error)})

    main()
    """#
}
