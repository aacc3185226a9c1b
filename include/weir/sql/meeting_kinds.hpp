// SPDX-License-Identifier: BSL-1.0
// Which functions of SQL cast their arguments to the type in which they meet, and how.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::detail {

/// Which arguments of a function meet in one type.
enum class sql_meeting : std::uint8_t {
    none,
    all,
    all_alike, // to be compared: of nested values the parts too
    but_the_first,
    keys_and_values, // the arguments in turn are of two kinds
    as_compared,     // two, as beside `=`
    as_nullif,       // the same, and the first one is given back as it was
    as_added,        // two, as beside `+`
    as_plus,         // two, as beside `+`, times and intervals too
    as_minus,
    as_times,
    as_divided,
    all_arrays,     // arrays, where there is nothing else
    as_int,         // a text is read as an int
    as_bigint,      // a text is read as a bigint
    as_text,        // the first one is written as a text
    as_boolean,     // a text is read as a boolean
    as_sum,         // a text is read as a double, a timestamp as its seconds
    as_doubles,     // a text is read as a double
    as_scaled,      // the same, and beside a scale as decimal(38,18)
    as_values,      // the same, and the first one may be null
    array_first,    // the first one is an array, a null one too
    array_each,     // all are
    map_first,      // the first one is a map, a null one too
    as_searched,    // an array first; one without elements leaves no doubt
    as_padded,      // a text or binary and a length, to which the filler of its type comes
    as_range,       // the first two, as beside `=`
    as_item,        // an array and an index from 0 on, whose constant says whether the item can be null
    as_item_from_1, // an array or map and an index from 1 on
    as_decoded      // the first one is compared with keys, the values meet
};

constexpr bool is_sql_word_of(std::string_view words, std::string_view word) {
    for (std::size_t at = 0; at < words.size();) {
        std::size_t const end = words.find(' ', at) < words.size() ? words.find(' ', at) : words.size();
        if (words.substr(at, end - at) == word) return true;
        at = end + 1;
    }
    return false;
}

constexpr sql_meeting sql_meeting_of(std::string_view function) {
    struct entry {
        sql_meeting meeting;
        std::string_view functions;
    };
    constexpr entry entries[] = {
        {sql_meeting::all, "coalesce nvl ifnull array"},
        {sql_meeting::but_the_first, "if nvl2"},
        {sql_meeting::keys_and_values, "map"},
        {sql_meeting::as_compared, "equal_null"},
        {sql_meeting::as_nullif, "nullif nullifzero"},
        {sql_meeting::as_int, "factorial shiftleft shiftright shiftrightunsigned << >> >>>"},
        {sql_meeting::as_bigint, "zeroifnull bin"},
        {sql_meeting::as_text, "listagg string_agg"},
        {sql_meeting::as_boolean, "count_if bool_and every bool_or some any"},
        {sql_meeting::as_sum, "sum avg mean try_sum try_avg"},
        {sql_meeting::as_added, "try_mod mod pmod & | ^"},
        {sql_meeting::as_plus, "try_add"},
        {sql_meeting::as_minus, "try_subtract"},
        {sql_meeting::as_times, "try_multiply"},
        {sql_meeting::as_searched, "exists array_contains"},
        {sql_meeting::as_divided, "try_divide"},
        {sql_meeting::all_arrays, "concat"},
        {sql_meeting::as_decoded, "decode"},
        {sql_meeting::as_range, "sequence"},
        {sql_meeting::as_scaled, "floor ceil ceiling"},
        {sql_meeting::as_padded, "lpad rpad"},
        {sql_meeting::array_first,
         "array_size sort_array array_distinct array_join array_max array_min array_compact slice shuffle"},
        {sql_meeting::array_each, "map_from_arrays arrays_zip"},
        {sql_meeting::map_first, "map_keys map_values map_entries"},
        {sql_meeting::as_item, "get"},
        {sql_meeting::as_item_from_1, "element_at"},
        {sql_meeting::as_values,
         "variance var_samp var_pop stddev std stddev_samp stddev_pop skewness kurtosis median "
         "percentile percentile_approx approx_percentile percentile_cont percentile_disc corr "
         "covar_pop covar_samp regr_avgx regr_avgy regr_sxx regr_syy regr_sxy regr_slope "
         "regr_intercept regr_r2"},
        {sql_meeting::as_doubles,
         "abs negative positive sign signum round bround rint sqrt cbrt exp expm1 ln log "
         "log10 log1p log2 pow power hypot sin cos tan cot sec csc asin acos atan atan2 sinh cosh tanh asinh "
         "acosh atanh degrees radians isnan nanvl width_bucket"}};
    for (entry const& e : entries) {
        if (is_sql_word_of(e.functions, function)) return e.meeting;
    }
    return sql_meeting::none;
}

} // namespace weir::detail
