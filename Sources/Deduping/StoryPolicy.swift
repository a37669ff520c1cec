import FeedModel

/// When two items are one story. Defaults live here, once.
package struct StoryPolicy: Sendable, Hashable {
    /// How far apart in time two items of one story may be.
    package var window: Duration = .days(7)
    /// Dated items of one feed further apart than this are never one story.
    package var sameFeedWindow: Duration = .hours(24)
    /// Titles that are equal within this are the same news.
    package var titleWindow: Duration = .hours(48)
    /// The same for items of one feed that have no text.
    package var repostWindow: Duration = .minutes(30)
    /// Words that such a title has at least.
    package var titleWordLimit = 5

    /// Share of the smaller text's shingles that the other has where one feed gives both one link.
    package var sameLinkContainment = 0.5

    /// Share of the smaller text's shingles that the other has, for a copy.
    package var copyContainment = 0.80
    package var copyShared = 20
    /// For a copy of a short text.
    package var shortCopyContainment = 0.90
    package var shortCopyShared = 12
    /// For a text that was rewritten or shortened.
    package var derivedContainment = 0.50
    package var derivedShared = 30
    /// Share that is enough for a rewritten text where the titles agree as well.
    package var titledContainment = 0.40
    /// Texts with fewer shingles need titles that agree too.
    package var shortText = 40
    package var titleOverlap = 0.6
    package var titleShared = 3
    /// Share with which titles agree strongly.
    package var strongTitleOverlap = 0.75
    /// Share of a text's beginning that the other must have: two texts that share only their ends share a notice.
    package var leadContainment = 0.3
    /// What two texts share is one block, the same in many texts, where it stands so densely in so much of one of them at
    /// most; their titles must agree strongly then.
    package var blockDensity = 0.85
    package var blockShare = 0.75

    /// A text that is so many times as long as another one, and has less than this share of the other in its beginning, is a
    /// digest of several.
    package var digestSize = 3
    package var digestLead = 0.5

    /// Numbers that both texts have at least before they can disagree, and the share of them in common below which
    /// they do: the next notice from the same form.
    package var numberCount = 5
    package var numberShare = 0.25
    /// Where none is in common fewer do, if the titles are unlike as well.
    package var fewNumbers = 2

    /// Share of the words that only one title has, and its text says, that the other text says too, unless both were made
    /// from one form.
    package var formShare = 0.5
    /// Texts alike by this are copies whatever their titles.
    package var formLimit = 0.97
    /// Places in which two forms with but one word of their own differ at most, the second of them whole in the sketch.
    package var formPlaces = 4

    /// A shingle in this many items of one source is boilerplate.
    package var boilerplateCount = 3
    /// Items of a source that are looked at for it.
    package var boilerplateDepth = 40
    /// Keys that two items share before their texts are compared.
    package var candidateKeys = 2
    /// Texts compared for one item, best first.
    package var candidateLimit = 32

    package init() {}
}
