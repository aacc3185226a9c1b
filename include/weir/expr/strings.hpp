// SPDX-License-Identifier: BSL-1.0
// The functions of texts: case, parts, ends, search, concatenation.
#pragma once

#include <weir/expr/concat.hpp>
#include <weir/expr/text_case.hpp>
#include <weir/expr/text_parts.hpp>
#include <weir/expr/text_search.hpp>
#include <weir/expr/text_trim.hpp>
