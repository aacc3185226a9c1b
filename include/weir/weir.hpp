// SPDX-License-Identifier: BSL-1.0
// The core of weir: everything that needs no optional library.
#pragma once

// First, so that the way to it, which compilers print above an error, is short.
#include <weir/core/raise.hpp>
#include <weir/exec/explain.hpp>
#include <weir/expr/all_aggregates.hpp>
#include <weir/expr/column.hpp>
#include <weir/expr/conditional.hpp>
#include <weir/expr/functions.hpp>
#include <weir/expr/generator.hpp>
#include <weir/expr/session_window.hpp>
#include <weir/expr/window.hpp>
#include <weir/plan/alias.hpp>
#include <weir/plan/call_forms.hpp>
#include <weir/plan/drop_duplicates.hpp>
#include <weir/plan/edit_columns.hpp>
#include <weir/plan/flat_map_groups_with_state.hpp>
#include <weir/plan/group_by.hpp>
#include <weir/plan/group_by_key.hpp>
#include <weir/plan/join.hpp>
#include <weir/plan/limit.hpp>
#include <weir/plan/map_groups_with_state.hpp>
#include <weir/plan/order_by.hpp>
#include <weir/plan/read.hpp>
#include <weir/plan/select.hpp>
#include <weir/plan/transform_with_state.hpp>
#include <weir/plan/typed.hpp>
#include <weir/plan/union_with.hpp>
#include <weir/plan/where.hpp>
#include <weir/plan/with_watermark.hpp>
#include <weir/runtime/actions.hpp>
#include <weir/runtime/inline_query.hpp>
#include <weir/runtime/streams.hpp>
#include <weir/runtime/table.hpp>
#include <weir/runtime/write_stream.hpp>
#include <weir/schema/ddl.hpp>
#include <weir/schema/declare.hpp>
#include <weir/schema/print_schema.hpp>
#include <weir/schema/row.hpp>
#include <weir/source/csv_files.hpp>
#include <weir/source/json_files.hpp>
#include <weir/source/rate.hpp>
#include <weir/source/text_files.hpp>
#include <weir/sql/expr.hpp>
#include <weir/sql/sql.hpp>
#include <weir/version.hpp>
