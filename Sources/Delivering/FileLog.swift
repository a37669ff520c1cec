import FeedModel
import Glibc

/// The file of a file sink over time: which file it is now, how far it is settled, what it already holds.
///
/// Exactly once rests on three things. A batch is one append and one fsync, or the file is cut back to what it
/// was. The position that is stored with the settled deliveries is the end of a batch. And what stands after the
/// stored position when the sink begins anew was written without being settled: those events are recognised by
/// their ids, and not written again.
struct FileLog: ~Copyable {
    let path: String
    private let operations: FileOperations
    private var file: EventFile?
    /// What the store knows, until the first recovery is done.
    private var settled: FilePosition?
    private var isRecovered = false
    /// The file is still the one of the stored position, and does not hold what it held.
    private var isChanged = false
    /// Events that the file holds, as far as it was looked at: they are not written again.
    private var recognised: [EventID: Int64] = [:]
    /// Those of them that the store may take for unwritten: the position does not pass them.
    private var unsettled: Set<EventID> = []
    /// Where the file stands after the last batch.
    private var end: FilePosition?

    init(path: String, operations: FileOperations) {
        (self.path, self.operations) = (path, operations)
    }

    /// To be stored with the deliveries of the last batch. It does not pass an event that is written but not settled.
    var position: FilePosition? { unsettled.isEmpty ? end : settled }

    /// What the file already holds, from `pending` on by its own sequences, and whether it lost something.
    mutating func recover(
        settled: FilePosition?, pending: Int64?
    ) throws(SystemCallError) -> SinkRecovery {
        (self.settled, end, file, isRecovered, isChanged) = (settled, settled, nil, false, false)
        _ = try opened()
        var recovery = SinkRecovery()
        recovery.loss = isChanged ? changed : nil
        // Where nothing was ever settled the store is new, and the events of this file may be made again.
        unsettled = settled == nil ? Set(recognised.keys) : []
        guard let pending else { return recovery }
        recovery.written = recognised.filter { $0.value >= pending }.map {
            EventReader.Mark(sequence: $0.value, id: $0.key)
        }
        return recovery
    }

    /// Appends the events that the file does not hold yet.
    mutating func append(_ events: [SequencedEvent]) throws(SystemCallError) {
        var file = try opened()
        if try file.isDeleted() {
            self.file = nil
            file = try opened()
        }
        let missing = events.filter { recognised[$0.event.id] == nil }
        var bytes: [UInt8] = []
        for event in missing {
            bytes += EventRenderer.json(event)
            bytes.append(UInt8(ascii: "\n"))
        }
        do {
            let isLineOpen = try file.endsWithinLine()
            if isLineOpen, !bytes.isEmpty { bytes.insert(UInt8(ascii: "\n"), at: 0) }
            let size = bytes.isEmpty ? try file.size() : try file.append(bytes)
            end = FilePosition(
                device: file.device, inode: file.inode, offset: size,
                lastSequence: missing.last?.sequence ?? end?.lastSequence)
        } catch {
            // After a failed fsync the kernel may have dropped the pages: only a new look at the file tells.
            forgetFile()
            throw error
        }
        for event in events {
            recognised[event.event.id] = nil
            unsettled.remove(event.event.id)
        }
    }

    /// The next append goes to whatever file is at the path then.
    mutating func reopen() { file = nil }
}

extension FileLog {
    private mutating func opened() throws(SystemCallError) -> EventFile {
        if let file { return file }
        if !isRecovered { try recoverUnsettled() }
        if let file = try EventFile(existingAt: path, operations: operations) {
            self.file = file
            return file
        }
        let file = try EventFile(path: path, operations: operations)
        try syncFolder()
        self.file = file
        return file
    }

    private var changed: String {
        "\(VisibleText(path)) does not hold what feedwatch left in it: it was cut or written by something else. "
            + "Lines that are in no copy of it can be had again with 'feedwatch redeliver --sink NAME --since TIME'."
    }

    /// What was written since is looked at again, from the last position that is sure.
    private mutating func forgetFile() {
        settled = position
        file = nil
        isRecovered = false
    }

    private mutating func recoverUnsettled() throws(SystemCallError) {
        var marks: [EventReader.Mark] = []
        let current = try EventFile(existingAt: path, operations: operations)
        if let settled {
            let isSame = current?.isAt(settled) ?? false
            if let current, isSame, try holds(settled, in: current) {
                marks += try current.recoverTail(from: settled.offset)
            } else {
                isChanged = isSame
                marks += try recoverRotated(since: settled)
                if let current {
                    let isNewer = try wasBegun(current, after: settled)
                    marks += try current.recoverTail(from: isNewer ? 0 : nil)
                }
            }
        } else if let current {
            marks += try current.recoverTail(from: nil)
        }
        // They count as written only once they are on the disk.
        try current?.sync()
        recognised = Dictionary(marks.map { ($0.id, $0.sequence) }) { first, _ in first }
        unsettled = Set(recognised.keys)
        isRecovered = true
        guard let current, let last = marks.last else { return }
        end = FilePosition(
            device: current.device, inode: current.inode, offset: try current.size(),
            lastSequence: last.sequence)
    }

    /// The file is still the one that the position was taken in: not cut short, not written anew.
    private func holds(
        _ position: FilePosition, in file: EventFile
    ) throws(SystemCallError) -> Bool {
        guard try file.size() >= position.offset else { return false }
        guard let sequence = position.lastSequence else { return true }
        return try file.mark(endingAt: position.offset)?.sequence == sequence
    }

    /// Looks for the settled file, and for those begun after it, among the files that rotation leaves beside the
    /// path: they have its name with something behind. The inode tells the first, the sequence of their first
    /// line the others.
    private func recoverRotated(
        since settled: FilePosition
    ) throws(SystemCallError) -> [EventReader.Mark] {
        let (folder, name) = split(path)
        var marks: [EventReader.Mark] = []
        for sibling in try operations.list(folder) where sibling.hasPrefix(name) && sibling != name
        {
            guard let file = openSibling("\(folder)/\(sibling)") else { continue }
            if file.isAt(settled) {
                if try holds(settled, in: file) {
                    marks += try file.recoverTail(from: settled.offset)
                    try file.sync()
                }
            } else if try wasBegun(file, after: settled) {
                marks += try file.recoverTail(from: 0)
                try file.sync()
            }
        }
        return marks
    }

    /// All of the file was written after the position: its first line is of a later event.
    private func wasBegun(
        _ file: EventFile, after position: FilePosition
    ) throws(SystemCallError) -> Bool {
        guard !file.isAt(position), let last = position.lastSequence else { return false }
        guard let first = try file.firstMark() else { return false }
        return first.sequence > last
    }

    /// `nil` for what is no file of ours to read: it then holds nothing that could be recognised.
    private func openSibling(_ path: String) -> EventFile? {
        // A sibling that cannot be opened is left alone: it is not the file that we write.
        try? EventFile(existingAt: path, operations: operations)
    }

    /// A new file's name is as lasting as its folder is.
    private func syncFolder() throws(SystemCallError) {
        let descriptor = try operations.open(split(path).folder, O_RDONLY | O_CLOEXEC, 0)
        defer { operations.close(descriptor) }
        try operations.sync(descriptor)
    }
}

private func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let folder = path[..<slash]
    return (folder.isEmpty ? "/" : String(folder), String(path[path.index(after: slash)...]))
}
