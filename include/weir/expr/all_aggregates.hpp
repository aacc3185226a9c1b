// SPDX-License-Identifier: BSL-1.0
// All aggregate functions.
#pragma once

#include <weir/expr/aggregates.hpp>
#include <weir/expr/approx_count_distinct.hpp>
#include <weir/expr/choosing_aggregates.hpp>
#include <weir/expr/collecting_aggregates.hpp>
#include <weir/expr/correlation.hpp>
#include <weir/expr/logical_aggregates.hpp>
#include <weir/expr/modified_aggregates.hpp>
#include <weir/expr/moments.hpp>
#include <weir/expr/percentiles.hpp>
#include <weir/expr/text_aggregates.hpp>
