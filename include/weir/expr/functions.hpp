// SPDX-License-Identifier: BSL-1.0
// All scalar functions: casts, texts, times, numbers, collections, choice, the user's own, random numbers.
#pragma once

#include <weir/expr/bits.hpp>
#include <weir/expr/call.hpp>
#include <weir/expr/cast.hpp>
#include <weir/expr/collections.hpp>
#include <weir/expr/conditional.hpp>
#include <weir/expr/digests.hpp>
#include <weir/expr/hash.hpp>
#include <weir/expr/inspection.hpp>
#include <weir/expr/json.hpp>
#include <weir/expr/math.hpp>
#include <weir/expr/nulls.hpp>
#include <weir/expr/numerals.hpp>
#include <weir/expr/rand.hpp>
#include <weir/expr/regex.hpp>
#include <weir/expr/split.hpp>
#include <weir/expr/strings.hpp>
#include <weir/expr/times.hpp>
#include <weir/expr/trigonometry.hpp>
