// `if` and `switch` whose value is taken.
import Kit

let size = if OldKit.isReady { OldKit.fresh() } else { 0 }

func name(_ mode: OldKit.Mode) -> String {
    switch mode {
    case .fast: "fast"
    case .slow where OldKit.isReady: if OldKit.isOld { "slower" } else { "slow" }
    case .slow: "slow"
    }
}

func value(_ text: String?) throws -> Int {
    let number: Int = if let text, let found = Int(text) {
        found
    } else if text == nil {
        try OldKit.load(1)
    } else {
        throw OldKit.Failure()
    }
    let closure = { (flag: Bool) in if flag { OldKit.fresh() } else { 2 } }
    return number + closure(true)
}

var computed: Int { switch size { case 0: OldKit.fresh(); default: size } }
