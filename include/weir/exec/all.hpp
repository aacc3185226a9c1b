// SPDX-License-Identifier: BSL-1.0
// The executors of all plan nodes of the core.
#pragma once

#include <weir/exec/aggregate.hpp>
#include <weir/exec/alias.hpp>
#include <weir/exec/deduplicate.hpp>
#include <weir/exec/groups_with_state.hpp>
#include <weir/exec/join.hpp>
#include <weir/exec/join_table.hpp>
#include <weir/exec/leaf.hpp>
#include <weir/exec/limit.hpp>
#include <weir/exec/offset.hpp>
#include <weir/exec/order_by.hpp>
#include <weir/exec/row_windows.hpp>
#include <weir/exec/select.hpp>
#include <weir/exec/session.hpp>
#include <weir/exec/transform_with_state.hpp>
#include <weir/exec/typed.hpp>
#include <weir/exec/union_with.hpp>
#include <weir/exec/where.hpp>
#include <weir/exec/with_watermark.hpp>
