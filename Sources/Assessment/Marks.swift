// Words in code that show data formats and hardware assumptions.

/// Something that a word in code shows about what the code needs.
package struct Mark: Hashable, Sendable {
  package enum Kind: String, Sendable, CaseIterable {
    case dataFormat = "data format"
    case layout
    case normalisation
    case device
    case precision
    case threads
    case image = "base image"
  }
  package var kind: Kind
  package var meaning: String

  init(_ kind: Kind, _ meaning: String) {
    self.kind = kind
    self.meaning = meaning
  }

  /// By whole word, as it stands in code of any language.
  static let byWord: [String: Mark] = [
    "read_csv": Mark(.dataFormat, "CSV"), "to_csv": Mark(.dataFormat, "CSV"), "csv": Mark(.dataFormat, "CSV"),
    "loadtxt": Mark(.dataFormat, "text table"), "genfromtxt": Mark(.dataFormat, "text table"),
    "read_parquet": Mark(.dataFormat, "Parquet"), "to_parquet": Mark(.dataFormat, "Parquet"),
    "ParquetFile": Mark(.dataFormat, "Parquet"), "read_feather": Mark(.dataFormat, "Feather"),
    "read_json": Mark(.dataFormat, "JSON"), "read_excel": Mark(.dataFormat, "Excel"),
    "read_sql": Mark(.dataFormat, "SQL"), "read_hdf": Mark(.dataFormat, "HDF5"), "h5py": Mark(.dataFormat, "HDF5"),
    "TFRecordDataset": Mark(.dataFormat, "TFRecord"), "TFRecordWriter": Mark(.dataFormat, "TFRecord"),
    "imread": Mark(.dataFormat, "images"), "imdecode": Mark(.dataFormat, "images"),
    "ImageFolder": Mark(.dataFormat, "images"), "imageio": Mark(.dataFormat, "images"),
    "VideoCapture": Mark(.dataFormat, "video"), "wavfile": Mark(.dataFormat, "audio"),
    "librosa": Mark(.dataFormat, "audio"), "load_svmlight_file": Mark(.dataFormat, "SVMlight"),
    "NCHW": Mark(.layout, "channels first"), "NHWC": Mark(.layout, "channels last"),
    "channels_first": Mark(.layout, "channels first"), "channels_last": Mark(.layout, "channels last"),
    "COLOR_BGR2RGB": Mark(.layout, "BGR to RGB"), "COLOR_RGB2BGR": Mark(.layout, "RGB to BGR"),
    "swapRB": Mark(.layout, "BGR to RGB"), "transpose": Mark(.layout, "axes are moved"),
    "IMAGENET_DEFAULT_MEAN": Mark(.normalisation, "mean and deviation of ImageNet"),
    "Normalize": Mark(.normalisation, "normalised by constants"),
    "StandardScaler": Mark(.normalisation, "scaled by fitted constants"),
    "MinMaxScaler": Mark(.normalisation, "scaled by fitted constants"),
    "cuda": Mark(.device, "CUDA"), "cudaMalloc": Mark(.device, "CUDA"), "cudaMemcpy": Mark(.device, "CUDA"),
    "cudaStream_t": Mark(.device, "CUDA"), "cublasHandle_t": Mark(.device, "CUDA"), "cupy": Mark(.device, "CUDA"),
    "CUDAExecutionProvider": Mark(.device, "CUDA"), "TensorrtExecutionProvider": Mark(.device, "TensorRT"),
    "gpu_hist": Mark(.device, "CUDA"), "gpu_predictor": Mark(.device, "CUDA"),
    "CUDA_VISIBLE_DEVICES": Mark(.device, "CUDA"),
    "mps": Mark(.device, "Metal"), "xla_device": Mark(.device, "XLA"), "tpu": Mark(.device, "TPU"),
    "float16": Mark(.precision, "half precision"), "half": Mark(.precision, "half precision"),
    "bfloat16": Mark(.precision, "bfloat16"), "autocast": Mark(.precision, "mixed precision"),
    "float64": Mark(.precision, "double precision"), "int8": Mark(.precision, "8-bit integers"),
    "quantize_dynamic": Mark(.precision, "8-bit integers"), "allow_tf32": Mark(.precision, "TF32"),
    "set_num_threads": Mark(.threads, "a fixed number of threads"), "n_jobs": Mark(.threads, "a number of jobs"),
    "OMP_NUM_THREADS": Mark(.threads, "a fixed number of threads"),
    "MKL_NUM_THREADS": Mark(.threads, "a fixed number of threads"),
    "OPENBLAS_NUM_THREADS": Mark(.threads, "a fixed number of threads"),
    "intra_op_num_threads": Mark(.threads, "a fixed number of threads"),
    "nthread": Mark(.threads, "a number of threads"),
    "num_threads": Mark(.threads, "a number of threads"),
  ]

  /// Constants of normalisation that everybody copies, as they are written.
  static let byNumber: [String: Mark] = [
    "0.485": Mark(.normalisation, "mean of ImageNet"), "0.229": Mark(.normalisation, "deviation of ImageNet"),
    "127.5": Mark(.normalisation, "to −1 … 1"), "255.0": Mark(.normalisation, "to 0 … 1"),
    "123.675": Mark(.normalisation, "mean of ImageNet, 0 … 255"),
    "103.939": Mark(.normalisation, "mean of Caffe's VGG"),
  ]
}
