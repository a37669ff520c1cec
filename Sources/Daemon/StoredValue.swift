import Foundation

/// Values of other rooms that the store keeps without knowing them.
enum StoredValue {
    static func encode(_ value: some Encodable) -> String? {
        // Values of ours are numbers and texts: there is none that cannot be written.
        (try? JSONEncoder().encode(value)).map { String(decoding: $0, as: UTF8.self) }
    }

    static func decode<Value: Decodable>(_ type: Value.Type, _ text: String) -> Value? {
        // What an older version wrote and this one cannot read is as good as nothing.
        try? JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
