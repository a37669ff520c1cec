// Debian's libxml2 2.9 headers include ICU's, which clash with the copy that Foundation carries:
// read the feature switches first, take ICU out, then include the rest.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/encoding.h>
#include <libxml/xmlerror.h>
#include <libxml/HTMLparser.h>
