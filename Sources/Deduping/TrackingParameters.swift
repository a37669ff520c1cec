/// Query parameters that say where a reader came from, not what the page is. One list; each line names its source.
enum TrackingParameters {
    /// `parameter` is `name` or `name=value`, raw.
    static func contains(_ parameter: ArraySlice<UInt8>) -> Bool {
        let name = String(decoding: parameter.parameterName.map(\.asciiLowercased), as: UTF8.self)
        if names.contains(name) || prefixes.contains(where: name.hasPrefix) { return true }
        guard ambiguousNames.contains(name) else { return false }
        let value = String(decoding: parameter.parameterValue.map(\.asciiLowercased), as: UTF8.self)
        return feedValues.contains { value.hasPrefix($0) }
    }

    private static let prefixes = [
        "utm_",  // Google Analytics, campaign parameters
        "at_",  // AT Internet (Piano), campaign parameters
        "pk_", "piwik_",  // Piwik, campaign parameters
        "mtm_", "matomo_",  // Matomo, campaign parameters
        "hsa_",  // HubSpot, ads
        "mc_",  // Mailchimp: mc_cid, mc_eid
        "ns_",  // comScore: ns_campaign, ns_source, ns_mchannel, ns_linkname
        "oly_",  // Omeda Olytics
        "vero_",  // Vero, mail
        "wt_", "wt.",  // Webtrekk, Webtrends
        "stm_",  // Sitecore and others, mail
        "__hs",  // HubSpot: __hssc, __hstc, __hsfp
    ]

    private static let names: Set<String> = [
        "fbclid", "fb_action_ids", "fb_action_types", "fb_ref", "fb_source",  // Meta
        "igshid", "igsh",  // Instagram, sharing
        "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "_ga", "_gl",  // Google
        "srsltid", "gad_source", "gad_campaignid",  // Google
        "msclkid",  // Microsoft Advertising
        "yclid", "ysclid", "_openstat",  // Yandex
        "twclid", "ttclid", "scid",  // X, TikTok, Snap
        "li_fat_id", "epik", "rdt_cid",  // LinkedIn, Pinterest, Reddit
        "mkt_tok",  // Adobe Marketo
        "_hsenc", "_hsmi", "hsctatracking",  // HubSpot
        "_bta_tid", "_bta_c",  // Bronto
        "_kx", "_ke",  // Klaviyo
        "s_cid", "icid", "ncid",  // Adobe Analytics
        "xtor",  // AT Internet, first form
        "wickedid", "vgo_ee", "sc_cid", "ml_subscriber", "ml_subscriber_hash",
        "cmpid", "cmp", "ocid", "smid", "smtyp",  // Bloomberg, Guardian, Microsoft, New York Times
        "guccounter", "guce_referrer", "guce_referrer_sig",  // Yahoo, consent
        "ref_src", "ref_url",  // X, embeds
        "share_id", "share_source", "sharetype",  // share buttons
        "ftag", "mbid", "sr_share", "spref",  // CNET, Condé Nast, Shareaholic, Blogger
    ]

    /// These are tracking only where they name the feed: `?source=rss`, `?ref=feed`.
    private static let ambiguousNames: Set<String> = [
        "source", "src", "ref", "from", "via", "medium", "campaign", "cid", "feed",
        "partnerid", "partner",
    ]
    private static let feedValues = ["rss", "atom", "feed"]
}
