// Which format a model file is in, told from its content and never from its name.

/// A format of model files.
package enum ModelFileKind: String, Sendable, CaseIterable {
  case pickle
  /// A pickle with arrays between its opcodes, or in files beside it.
  case joblib
  /// joblib before 0.10, one file: `ZF`, a length in hexadecimal, zlib.
  case joblibZ = "joblib-zfile"
  case numpyArray = "npy"
  case numpyArchive = "npz"
  /// PyTorch from 1.6 on: a zip with a pickle and raw storages.
  case torch
  case torchLegacy = "torch-legacy"
  case torchScript = "torchscript"
  case torchExport = "torch-export"
  case safetensors
  case onnx
  case pmml
  case xgboostBinary = "xgboost-binary"
  case xgboostJSON = "xgboost-json"
  case xgboostUBJSON = "xgboost-ubjson"
  case lightGBM = "lightgbm"
  /// `dump_model`'s JSON.
  case lightGBMJSON = "lightgbm-json"
  case catBoost = "catboost"
  case catBoostJSON = "catboost-json"
  case hdf5
  /// Keras 3: a zip with a configuration and weights.
  case keras
  /// A zip with a description of objects in JSON, and their arrays.
  case skops
  case tensorFlowSavedModel = "tensorflow-saved-model"
  case tensorFlowLite = "tensorflow-lite"
  case zip
  case unknown
}
