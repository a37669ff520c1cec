import Crypto

/// SHA-256 of a document's bytes: equal digests mean that there is nothing to parse.
func bodyDigest(_ body: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: body)) }
