// The same libxml2 as the product's, pushed the same bytes in the same pieces, with callbacks that do nothing: what
// cannot be beaten by a parser that uses it. C through and through, so that nothing of Swift is measured with it.

#include "baseline.h"

#include <libxml/parser.h>

static void start_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                          int namespace_count, const xmlChar **namespaces, int attribute_count, int default_count,
                          const xmlChar **attributes) {}

static void end_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {}

static void text(void *context, const xmlChar *characters, int count) {}

static const size_t piece = 256 << 10;

void libxml_baseline_parse(const char *bytes, size_t count) {
    xmlSAXHandler handler = {
        .initialized = XML_SAX2_MAGIC,
        .startElementNs = start_element,
        .endElementNs = end_element,
        .characters = text,
        .cdataBlock = text,
        .ignorableWhitespace = text,
    };
    xmlParserCtxtPtr parser = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL);
    if (parser == NULL) return;
    xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_RECOVER);
    for (size_t start = 0; start < count; start += piece) {
        size_t rest = count - start;
        xmlParseChunk(parser, bytes + start, (int)(rest < piece ? rest : piece), 0);
    }
    xmlParseChunk(parser, NULL, 0, 1);
    xmlFreeParserCtxt(parser);
}
