#pragma once

#include <stddef.h>

/// Pushes a document through libxml2's SAX parser with callbacks that do nothing.
void libxml_baseline_parse(const char *bytes, size_t count);
