// SPDX-License-Identifier: BSL-1.0
// All functions that SQL can call, and their names.
#pragma once

#include <weir/core/edit_distance.hpp>
#include <weir/sql/functions/aggregates.hpp>
#include <weir/sql/functions/collections.hpp>
#include <weir/sql/functions/conditional.hpp>
#include <weir/sql/functions/grouping.hpp>
#include <weir/sql/functions/hash.hpp>
#include <weir/sql/functions/json.hpp>
#include <weir/sql/functions/math.hpp>
#include <weir/sql/functions/row_windows.hpp>
#include <weir/sql/functions/strings.hpp>
#include <weir/sql/functions/times.hpp>
#include <weir/sql/functions/windows.hpp>

#include <cstddef>
#include <string_view>

namespace weir::detail {

/// The names of all functions, a list a topic.
inline constexpr std::string_view sql_function_names[] = {
    sql_aggregate_names, sql_collection_names, sql_conditional_names, sql_grouping_names,
    sql_hash_names,      sql_json_names,       sql_math_names,        sql_row_window_names,
    sql_string_names,    sql_time_names,       sql_window_names};

/// The names of Spark's functions that weir has not.
inline constexpr std::string_view missing_sql_functions =
    "aes_decrypt aes_encrypt approx_top_k approx_top_k_accumulate approx_top_k_combine "
    "approx_top_k_estimate bitmap_and_agg bitmap_bit_position bitmap_bucket_number "
    "bitmap_construct_agg bitmap_count bitmap_or_agg collate collation collations collect_union "
    "count_min_sketch counter_diff current_catalog current_database current_path current_schema "
    "current_time current_user from_avro from_base32 from_csv from_protobuf from_xml "
    "histogram_numeric hll_sketch_agg hll_sketch_estimate hll_union hll_union_agg hmac "
    "input_file_block_length input_file_block_start input_file_name is_valid_variant is_variant_null "
    "jaro_winkler_similarity java_method kll_merge_agg_bigint kll_merge_agg_double "
    "kll_merge_agg_float kll_sketch_agg_bigint kll_sketch_agg_double kll_sketch_agg_float "
    "kll_sketch_get_n_bigint kll_sketch_get_n_double kll_sketch_get_n_float "
    "kll_sketch_get_quantile_bigint kll_sketch_get_quantile_double kll_sketch_get_quantile_float "
    "kll_sketch_get_rank_bigint kll_sketch_get_rank_double kll_sketch_get_rank_float "
    "kll_sketch_merge_bigint kll_sketch_merge_double kll_sketch_merge_float "
    "kll_sketch_to_string_bigint kll_sketch_to_string_double kll_sketch_to_string_float localtime "
    "make_time measure monotonically_increasing_id parse_json python_worker_logs randstr "
    "reflect schema_of_avro schema_of_csv schema_of_variant schema_of_variant_agg schema_of_xml "
    "session_user spark_partition_id sql_keywords st_asbinary st_geogfromwkb st_geomfromwkb "
    "st_setsrid st_srid theta_difference theta_intersection theta_intersection_agg theta_sketch_agg "
    "theta_sketch_estimate theta_union theta_union_agg time time_bucket time_diff time_from_micros "
    "time_from_millis time_from_seconds time_to_micros time_to_millis time_to_seconds time_trunc "
    "timestamp_nanos to_avro to_base32 to_csv to_protobuf to_time to_variant_object to_xml "
    "try_aes_decrypt try_parse_json try_reflect try_to_time try_variant_array_append try_variant_get "
    "try_variant_insert try_variant_set tuple_difference_double tuple_difference_integer "
    "tuple_difference_theta_double tuple_difference_theta_integer tuple_intersection_agg_double "
    "tuple_intersection_agg_integer tuple_intersection_double tuple_intersection_integer "
    "tuple_intersection_theta_double tuple_intersection_theta_integer tuple_sketch_agg_double "
    "tuple_sketch_agg_integer tuple_sketch_estimate_double tuple_sketch_estimate_integer "
    "tuple_sketch_summary_double tuple_sketch_summary_integer tuple_sketch_theta_double "
    "tuple_sketch_theta_integer tuple_union_agg_double tuple_union_agg_integer tuple_union_double "
    "tuple_union_integer tuple_union_theta_double tuple_union_theta_integer uniform unix_nanos user "
    "variant_array_append variant_delete variant_explode variant_explode_outer variant_get "
    "variant_insert variant_set variant_strip_nulls vector_avg vector_cosine_similarity "
    "vector_inner_product vector_l2_distance vector_norm vector_normalize vector_sum version xpath "
    "xpath_boolean xpath_double xpath_float xpath_int xpath_long xpath_number xpath_short "
    "xpath_string";

/// Whether a list of words has one, without regard to case.
constexpr bool is_word_of(std::string_view list, std::string_view word) {
    while (!list.empty()) {
        std::size_t const space = list.find(' ');
        if (equal_ignoring_case(list.substr(0, space), word)) return true;
        if (space == std::string_view::npos) return false;
        list.remove_prefix(space + 1);
    }
    return false;
}

// Whether the names are worth a comparison: there are some hundreds, and compilers count the steps.
constexpr bool may_be_near(std::string_view a, std::string_view b, std::size_t most) {
    std::size_t const difference = a.size() < b.size() ? b.size() - a.size() : a.size() - b.size();
    return difference <= most && !a.empty() && !b.empty()
           && (ascii_lower(a.front()) == b.front() || ascii_lower(a.back()) == b.back());
}

/// The function whose name is nearest to `name`; empty where none is near.
constexpr std::string_view nearest_sql_function(std::string_view name) {
    std::string_view best;
    std::size_t least = name.size() < 3 ? 1 : name.size() / 3 + 1;
    for (std::string_view list : sql_function_names) {
        while (!list.empty()) {
            std::size_t const space = list.find(' ');
            std::size_t const end = space < list.size() ? space : list.size();
            std::string_view const known = list.substr(0, end);
            if (may_be_near(name, known, least)) {
                std::size_t const distance = edit_distance(name, known);
                if (distance < least || (best.empty() && distance == least)) {
                    least = distance;
                    best = known;
                }
            }
            list.remove_prefix(end < list.size() ? end + 1 : end);
        }
    }
    return best;
}

} // namespace weir::detail
