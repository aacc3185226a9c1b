// SPDX-License-Identifier: BSL-1.0
// All functions of arrays, maps and structs.
#pragma once

#include <weir/expr/array_access.hpp>
#include <weir/expr/array_edit.hpp>
#include <weir/expr/array_fold.hpp>
#include <weir/expr/array_lambdas.hpp>
#include <weir/expr/array_search.hpp>
#include <weir/expr/array_sets.hpp>
#include <weir/expr/arrays_zip.hpp>
#include <weir/expr/map_lambdas.hpp>
#include <weir/expr/maps.hpp>
#include <weir/expr/sequence.hpp>
#include <weir/expr/str_to_map.hpp>
#include <weir/expr/structs.hpp>
