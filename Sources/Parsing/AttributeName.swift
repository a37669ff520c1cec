/// The attributes that mean something to us.
enum AttributeName: UInt8 {
    case other
    case href, rel, type, mode, title, term, label, url, length, fileSize, medium, text, src, scheme
    case isPermaLink, lastModified, version, about, resource, domain, name, isDefault
    case xmlBase, xmlLang

    init(_ namespace: Namespace, local: String) {
        let name = local.lowercased()
        switch namespace {
        case .xml: self = name == "base" ? .xmlBase : name == "lang" ? .xmlLang : .other
        case .unknown: self = .other
        default: self = Self.byName[name] ?? .other
        }
    }

    private static let byName: [String: AttributeName] = [
        "href": .href, "rel": .rel, "type": .type, "mode": .mode, "title": .title, "term": .term,
        "label": .label, "url": .url, "length": .length, "filesize": .fileSize, "medium": .medium,
        "text": .text, "src": .src, "scheme": .scheme, "ispermalink": .isPermaLink,
        "lastmod": .lastModified,
        "version": .version, "about": .about, "resource": .resource, "domain": .domain,
        "name": .name, "isdefault": .isDefault,
    ]
}

/// One attribute of a start tag, valid until the call that it is handed to returns.
struct Attribute {
    var name: AttributeName
    /// As written, for markup that is passed on: without its prefix.
    var localName: UnsafeBufferPointer<UInt8>
    /// References resolved.
    var value: UnsafeBufferPointer<UInt8>
}

extension [Attribute] {
    subscript(_ name: AttributeName) -> String? {
        for attribute in self where attribute.name == name {
            return String(decoding: attribute.value, as: UTF8.self)
        }
        return nil
    }
}
