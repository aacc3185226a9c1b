// SPDX-License-Identifier: BSL-1.0
// The functions of dates, timestamps and intervals.
#pragma once

#include <weir/expr/date_format.hpp>
#include <weir/expr/date_trunc.hpp>
#include <weir/expr/epoch_times.hpp>
#include <weir/expr/time_arithmetic.hpp>
#include <weir/expr/time_extract.hpp>
#include <weir/expr/time_fields.hpp>
#include <weir/expr/time_make.hpp>
#include <weir/expr/time_now.hpp>
#include <weir/expr/time_parse.hpp>
#include <weir/expr/time_zones.hpp>
