// The 68 opcodes of pickle protocols 0 to 5, by the bytes that CPython's `pickletools` lists.

/// One instruction.
enum Opcode: UInt8, CaseIterable, Sendable {
  // Protocol 0.
  case mark = 0x28, stop = 0x2E, pop = 0x30, popMark = 0x31, duplicate = 0x32, float = 0x46, integer = 0x49
  case long = 0x4C, none = 0x4E, persistentID = 0x50, reduce = 0x52, string = 0x53, unicode = 0x56, append = 0x61
  case build = 0x62, global = 0x63, dictionary = 0x64, get = 0x67, instance = 0x69, list = 0x6C, put = 0x70
  case setItem = 0x73, tuple = 0x74
  // Protocol 1.
  case binaryInteger = 0x4A, binaryInteger1 = 0x4B, binaryInteger2 = 0x4D, binaryPersistentID = 0x51
  case binaryString = 0x54, shortBinaryString = 0x55, binaryUnicode = 0x58, emptyDictionary = 0x7D, appends = 0x65
  case binaryGet = 0x68, longBinaryGet = 0x6A, emptyList = 0x5D, object = 0x6F, binaryPut = 0x71, longBinaryPut = 0x72
  case emptyTuple = 0x29, setItems = 0x75, binaryFloat = 0x47
  // Protocol 2.
  case `protocol` = 0x80, newObject = 0x81, extension1 = 0x82, extension2 = 0x83, extension4 = 0x84, tuple1 = 0x85
  case tuple2 = 0x86, tuple3 = 0x87, newTrue = 0x88, newFalse = 0x89, long1 = 0x8A, long4 = 0x8B
  // Protocol 3.
  case binaryBytes = 0x42, shortBinaryBytes = 0x43
  // Protocol 4.
  case shortBinaryUnicode = 0x8C, binaryUnicode8 = 0x8D, binaryBytes8 = 0x8E, emptySet = 0x8F, addItems = 0x90
  case frozenSet = 0x91, newObjectWithKeywords = 0x92, stackGlobal = 0x93, memoize = 0x94, frame = 0x95
  // Protocol 5.
  case byteArray8 = 0x96, nextBuffer = 0x97, readOnlyBuffer = 0x98
}
