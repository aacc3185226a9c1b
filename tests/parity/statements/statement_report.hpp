// SPDX-License-Identifier: BSL-1.0
// What Spark answered to a statement, and how an answer of weir is compared with it.
#pragma once

#include "report.hpp"

namespace parity {

/// A null pointer: not recorded.
struct recorded_statement {
    char const* topic;
    char const* text;
    char const* columns; // JSON list [name, type, nullable] a line
    char const* rows;    // JSON list of values a line
    char const* error;
    bool refused; // before it runs
    bool ordered;
    double tolerance;
    char const* known; // why weir differs, or null
};

/// Compares and counts.
void judge(recorded_statement const& s, answer const& a);

} // namespace parity
