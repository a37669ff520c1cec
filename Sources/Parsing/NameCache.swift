/// What names mean, remembered by where libxml2 keeps them: it interns names, so that one name is one address.
struct NameCache {
    struct Entry {
        var nameAddress: UInt = 0
        var uriAddress: UInt = 0
        var name = Bytes(start: nil, count: 0)
        var namespace = Namespace.unknown
        var tag = Tag.unknown
        var attribute = AttributeName.other
        var isAttribute = false
    }

    private var entries = [Entry](repeating: Entry(), count: size)
    private static let size = 128
    /// The namespaces seen so far, by where their URIs are kept.
    private var namespaces: [(address: UInt, namespace: Namespace)] = []
    private var hasSeenRoot = false

    mutating func element(
        _ name: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?, _ uri: UnsafePointer<UInt8>?
    ) -> Entry {
        entry(name, prefix, uri, isAttribute: false)
    }

    mutating func attribute(
        _ name: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?, _ uri: UnsafePointer<UInt8>?
    ) -> Entry {
        entry(name, prefix, uri, isAttribute: true)
    }

    private mutating func entry(
        _ name: UnsafePointer<UInt8>, _ prefix: UnsafePointer<UInt8>?,
        _ uri: UnsafePointer<UInt8>?, isAttribute: Bool
    ) -> Entry {
        let nameAddress = UInt(bitPattern: name)
        // An undeclared prefix takes the place of the URI that is missing.
        let uriAddress = UInt(bitPattern: uri ?? prefix)
        let mixed = (nameAddress >> 3) &* 31 &+ (uriAddress >> 4) &* 17 &+ (isAttribute ? 1 : 0)
        let slot = Int(truncatingIfNeeded: mixed ^ mixed >> 9) & (Self.size - 1)
        let found = entries[slot]
        if found.nameAddress == nameAddress, found.uriAddress == uriAddress,
            found.isAttribute == isAttribute
        {
            return found
        }
        var new = Entry(nameAddress: nameAddress, uriAddress: uriAddress)
        let local = String(cString: name)
        new.name = Bytes(start: name, count: local.utf8.count)
        new.isAttribute = isAttribute
        new.namespace = namespace(prefix, uri)
        if isAttribute {
            new.attribute = AttributeName(new.namespace, local: local)
        } else {
            new.tag = Tag(new.namespace, local: local)
        }
        entries[slot] = new
        return new
    }

    private mutating func namespace(
        _ prefix: UnsafePointer<UInt8>?, _ uri: UnsafePointer<UInt8>?
    ) -> Namespace {
        let isRoot = !hasSeenRoot
        hasSeenRoot = true
        guard let uri else {
            return prefix.map { Namespace(undeclaredPrefix: String(cString: $0)) } ?? .core
        }
        let address = UInt(bitPattern: uri)
        for known in namespaces where known.address == address { return known.namespace }
        let name = prefix.map { String(cString: $0) } ?? ""
        var namespace = Namespace(uri: String(cString: uri), prefix: name)
        // The root was found to be a feed's: whatever it calls its vocabulary, it is a feed's too.
        if isRoot, namespace == .unknown { namespace = .core }
        if namespaces.count < 32 { namespaces.append((address, namespace)) }
        return namespace
    }
}
