// Libraries of machine learning and serving that an inventory names.

/// A library as code imports it and as package systems call it.
package struct Framework: Hashable, Sendable {
  package enum Area: String, Sendable, CaseIterable {
    case training, inference, data, serving
  }

  package var title: String
  package var area: Area
  /// Top-level modules of Python, beginnings of C and C++ includes, modules of Swift.
  package var modules: [String]
  package var distributions: [String]

  init(_ title: String, _ area: Area, _ modules: [String], _ distributions: [String]? = nil) {
    self.title = title
    self.area = area
    self.modules = modules
    self.distributions = distributions ?? modules
  }

  /// By how often they are met, the most used first.
  static let all = [
    Framework("NumPy", .data, ["numpy"]),
    Framework("pandas", .data, ["pandas"]),
    Framework("SciPy", .data, ["scipy"]),
    Framework("scikit-learn", .training, ["sklearn"], ["scikit-learn"]),
    Framework("PyTorch", .training, ["torch"], ["torch"]),
    Framework("torchvision", .training, ["torchvision"]),
    Framework("TensorFlow", .training, ["tensorflow"], ["tensorflow", "tensorflow-cpu", "tensorflow-gpu"]),
    Framework("Keras", .training, ["keras"]),
    Framework("JAX", .training, ["jax", "flax"], ["jax", "flax"]),
    Framework("XGBoost", .training, ["xgboost"]),
    Framework("LightGBM", .training, ["lightgbm"]),
    Framework("CatBoost", .training, ["catboost"]),
    Framework("Transformers", .training, ["transformers"]),
    Framework("sentence-transformers", .training, ["sentence_transformers"], ["sentence-transformers"]),
    Framework("spaCy", .training, ["spacy"]),
    Framework("MLflow", .serving, ["mlflow"]),
    Framework("statsmodels", .training, ["statsmodels"]),
    Framework("joblib", .data, ["joblib"]),
    Framework("Polars", .data, ["polars"]),
    Framework("PyArrow", .data, ["pyarrow"]),
    Framework("OpenCV", .data, ["cv2", "opencv2", "opencv"], ["opencv-python", "opencv-python-headless"]),
    Framework("Pillow", .data, ["PIL"], ["pillow"]),
    Framework("ONNX", .inference, ["onnx"]),
    Framework(
      "ONNX Runtime", .inference, ["onnxruntime", "onnxruntime_cxx_api.h"], ["onnxruntime", "onnxruntime-gpu"]),
    Framework("TensorRT", .inference, ["tensorrt", "NvInfer.h", "NvInferRuntime.h", "NvOnnxParser.h"], ["tensorrt"]),
    Framework("OpenVINO", .inference, ["openvino"]),
    Framework("TensorFlow Lite", .inference, ["tflite_runtime"], ["tflite-runtime"]),
    Framework("CUDA", .inference, ["cuda_runtime.h", "cuda.h", "cupy", "pycuda", "cublas_v2.h"], ["cupy", "pycuda"]),
    Framework("Core ML", .inference, ["CoreML", "coremltools"], ["coremltools"]),
    Framework("Triton client", .serving, ["tritonclient"]),
    Framework("Flask", .serving, ["flask"]),
    Framework("FastAPI", .serving, ["fastapi"]),
    Framework("Django", .serving, ["django"]),
    Framework("gunicorn", .serving, ["gunicorn"]),
    Framework("uvicorn", .serving, ["uvicorn"]),
    Framework("BentoML", .serving, ["bentoml"]),
    Framework("KServe", .serving, ["kserve"]),
    Framework("Ray", .serving, ["ray"]),
    Framework("Hummingbird", .serving, ["Hummingbird"], []),
  ]

  /// By the module that code names.
  static let byModule: [String: Framework] = all.reduce(into: [:]) { table, framework in
    for module in framework.modules { table[module] = framework }
  }
}
