// SPDX-License-Identifier: BSL-1.0
// The functions of texts: case, parts, ends, search, concatenation, encodings, checks.
#pragma once

#include <weir/expr/concat.hpp>
#include <weir/expr/encodings.hpp>
#include <weir/expr/format_number.hpp>
#include <weir/expr/format_string.hpp>
#include <weir/expr/number_format.hpp>
#include <weir/expr/sentences.hpp>
#include <weir/expr/text_case.hpp>
#include <weir/expr/text_checks.hpp>
#include <weir/expr/text_edit.hpp>
#include <weir/expr/text_parts.hpp>
#include <weir/expr/text_search.hpp>
#include <weir/expr/text_sound.hpp>
#include <weir/expr/text_trim.hpp>
#include <weir/expr/url.hpp>
