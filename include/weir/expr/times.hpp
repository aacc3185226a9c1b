// SPDX-License-Identifier: BSL-1.0
// The functions of dates and timestamps: fields, truncation, arithmetic, conversion, formatting.
#pragma once

#include <weir/expr/date_format.hpp>
#include <weir/expr/date_trunc.hpp>
#include <weir/expr/time_arithmetic.hpp>
#include <weir/expr/time_fields.hpp>
