// SPDX-License-Identifier: BSL-1.0
// The functions of texts by their names in SQL, and the casts that their arguments get unasked.
#pragma once

#include <weir/expr/nulls.hpp>
#include <weir/expr/regex.hpp>
#include <weir/expr/split.hpp>
#include <weir/expr/strings.hpp>
#include <weir/sql/argument.hpp>
#include <weir/sql/registry.hpp>
#include <weir/sql/split.hpp>

#include <string_view>

namespace weir::detail {

inline constexpr std::string_view sql_string_names =
    "upper lower ucase lcase initcap length char_length character_length len octet_length "
    "bit_length substring substr left right reverse repeat space ascii chr contains "
    "startswith endswith instr locate position replace trim btrim concat_ws translate overlay "
    "substring_index split_part find_in_set elt levenshtein soundex like ilike rlike regexp "
    "regexp_like regexp_replace regexp_extract regexp_extract_all regexp_count regexp_instr "
    "regexp_substr base64 unbase64 hex unhex encode luhn_check mask quote is_valid_utf8 "
    "make_valid_utf8 validate_utf8 try_validate_utf8 to_binary try_to_binary lpad rpad char "
    "ltrim rtrim split concat decode url_encode url_decode "
    "try_url_decode parse_url try_parse_url format_string printf format_number "
    "to_number try_to_number to_char to_varchar sentences";

// ltrim and rtrim name the set before the text, and so does trim without its words.
template <auto Trim>
struct sql_trim {
    template <class E>
    constexpr auto operator()(E const& e) const {
        return Trim(as_sql_argument<'t'>(e));
    }
    template <class C, class E>
    constexpr auto operator()(C const& set, E const& e) const {
        return Trim(as_sql_argument<'t'>(e), as_sql_argument<'t'>(set));
    }
};

template <>
inline constexpr auto sql_function<"trim"> = sql_trim<[](auto const&... a) { return weir::trim(a...); }>{};
template <>
inline constexpr auto sql_function<"ltrim"> = sql_trim<[](auto const&... a) { return weir::ltrim(a...); }>{};
template <>
inline constexpr auto sql_function<"rtrim"> = sql_trim<[](auto const&... a) { return weir::rtrim(a...); }>{};
template <>
inline constexpr auto sql_function<"trim both"> =
    sql_taking<"t">([](auto const&... a) -> decltype(weir::trim(a...)) { return weir::trim(a...); });
template <>
inline constexpr auto sql_function<"trim leading"> =
    sql_taking<"t">([](auto const&... a) -> decltype(weir::ltrim(a...)) { return weir::ltrim(a...); });
template <>
inline constexpr auto sql_function<"trim trailing"> =
    sql_taking<"t">([](auto const&... a) -> decltype(weir::rtrim(a...)) { return weir::rtrim(a...); });
template <>
inline constexpr auto sql_function<"split"> =
    sql_taking<"tti">([](auto const&... a) -> decltype(sql_split(a...)) { return sql_split(a...); });
template <>
inline constexpr auto sql_function<"concat"> =
    sql_taking<"v">([](auto const&... a) -> decltype(weir::concat(a...)) { return weir::concat(a...); });
template <>
inline constexpr auto sql_function<"decode"> =
    []<class... Rest>(auto const& e, auto const& set, Rest const&... rest) {
        if constexpr (sizeof...(Rest) > 0) {
            return weir::decode(e, set, rest...); // keys and values
        } else {
            return sql_taking<"bt">([](auto const& a, auto const& b) { return weir::decode(a, b); })(e, set);
        }
    };
template <>
inline constexpr auto sql_function<"upper"> =
    sql_taking<"t">([](auto const&... a) -> decltype(weir::upper(a...)) { return weir::upper(a...); });
template <>
inline constexpr auto sql_function<"lower"> =
    sql_taking<"t">([](auto const&... a) -> decltype(weir::lower(a...)) { return weir::lower(a...); });
template <>
inline constexpr auto sql_function<"ucase"> =
    sql_taking<"t">([](auto const&... a) -> decltype(weir::ucase(a...)) { return weir::ucase(a...); });
template <>
inline constexpr auto sql_function<"lcase"> =
    sql_taking<"t">([](auto const&... a) -> decltype(weir::lcase(a...)) { return weir::lcase(a...); });
template <>
inline constexpr auto sql_function<"initcap"> =
    sql_taking<"t">([](auto const&... a) -> decltype(weir::initcap(a...)) { return weir::initcap(a...); });
template <>
inline constexpr auto sql_function<"length"> =
    sql_taking<"v">([](auto const&... a) -> decltype(weir::length(a...)) { return weir::length(a...); });
template <>
inline constexpr auto sql_function<"char_length"> = sql_taking<"v">(
    [](auto const&... a) -> decltype(weir::char_length(a...)) { return weir::char_length(a...); });
template <>
inline constexpr auto sql_function<"character_length"> = sql_taking<"v">(
    [](auto const&... a) -> decltype(weir::character_length(a...)) { return weir::character_length(a...); });
template <>
inline constexpr auto sql_function<"len"> =
    sql_taking<"v">([](auto const&... a) -> decltype(weir::len(a...)) { return weir::len(a...); });
template <>
inline constexpr auto sql_function<"octet_length"> = sql_taking<"v">(
    [](auto const&... a) -> decltype(weir::octet_length(a...)) { return weir::octet_length(a...); });
template <>
inline constexpr auto sql_function<"bit_length"> = sql_taking<"v">(
    [](auto const&... a) -> decltype(weir::bit_length(a...)) { return weir::bit_length(a...); });
template <>
inline constexpr auto sql_function<"substring"> = sql_taking<"vi">(
    [](auto const&... a) -> decltype(weir::substring(a...)) { return weir::substring(a...); });
template <>
inline constexpr auto sql_function<"substr"> =
    sql_taking<"vi">([](auto const&... a) -> decltype(weir::substr(a...)) { return weir::substr(a...); });
template <>
inline constexpr auto sql_function<"left"> =
    sql_taking<"vi">([](auto const&... a) -> decltype(weir::left(a...)) { return weir::left(a...); });
template <>
inline constexpr auto sql_function<"right"> =
    sql_taking<"ti">([](auto const&... a) -> decltype(weir::right(a...)) { return weir::right(a...); });
template <>
inline constexpr auto sql_function<"reverse"> =
    sql_taking<"v">([](auto const&... a) -> decltype(weir::reverse(a...)) { return weir::reverse(a...); });
template <>
inline constexpr auto sql_function<"repeat"> =
    sql_taking<"ti">([](auto const&... a) -> decltype(weir::repeat(a...)) { return weir::repeat(a...); });
template <>
inline constexpr auto sql_function<"space"> =
    sql_taking<"i">([](auto const&... a) -> decltype(weir::space(a...)) { return weir::space(a...); });
template <>
inline constexpr auto sql_function<"ascii"> =
    sql_taking<"t">([](auto const&... a) -> decltype(weir::ascii(a...)) { return weir::ascii(a...); });
template <>
inline constexpr auto sql_function<"chr"> =
    sql_taking<"l">([](auto const&... a) -> decltype(weir::chr(a...)) { return weir::chr(a...); });
template <>
inline constexpr auto sql_function<"contains"> =
    sql_taking<"t">([](auto const&... a) -> decltype(weir::contains(a...)) { return weir::contains(a...); });
template <>
inline constexpr auto sql_function<"startswith"> = sql_taking<"t">(
    [](auto const&... a) -> decltype(weir::startswith(a...)) { return weir::startswith(a...); });
template <>
inline constexpr auto sql_function<"endswith"> =
    sql_taking<"t">([](auto const&... a) -> decltype(weir::endswith(a...)) { return weir::endswith(a...); });
template <>
inline constexpr auto sql_function<"instr"> =
    sql_taking<"t">([](auto const&... a) -> decltype(weir::instr(a...)) { return weir::instr(a...); });
template <>
inline constexpr auto sql_function<"locate"> =
    sql_taking<"tti">([](auto const&... a) -> decltype(weir::locate(a...)) { return weir::locate(a...); });
template <>
inline constexpr auto sql_function<"position"> = sql_taking<"tti">(
    [](auto const&... a) -> decltype(weir::position(a...)) { return weir::position(a...); });
template <>
inline constexpr auto sql_function<"replace"> =
    sql_taking<"t">([](auto const&... a) -> decltype(weir::replace(a...)) { return weir::replace(a...); });
template <>
inline constexpr auto sql_function<"btrim"> =
    sql_taking<"t">([](auto const&... a) -> decltype(weir::btrim(a...)) { return weir::btrim(a...); });
template <>
inline constexpr auto sql_function<"concat_ws"> = sql_taking<"tc">(
    [](auto const&... a) -> decltype(weir::concat_ws(a...)) { return weir::concat_ws(a...); });
template <>
inline constexpr auto sql_function<"translate"> = sql_taking<"t">(
    [](auto const&... a) -> decltype(weir::translate(a...)) { return weir::translate(a...); });
template <>
inline constexpr auto sql_function<"overlay"> =
    sql_taking<"vvi">([](auto const&... a) -> decltype(weir::overlay(a...)) { return weir::overlay(a...); });
template <>
inline constexpr auto sql_function<"substring_index"> = sql_taking<"tti">(
    [](auto const&... a) -> decltype(weir::substring_index(a...)) { return weir::substring_index(a...); });
template <>
inline constexpr auto sql_function<"split_part"> = sql_taking<"tti">(
    [](auto const&... a) -> decltype(weir::split_part(a...)) { return weir::split_part(a...); });
template <>
inline constexpr auto sql_function<"find_in_set"> = sql_taking<"t">(
    [](auto const&... a) -> decltype(weir::find_in_set(a...)) { return weir::find_in_set(a...); });
template <>
inline constexpr auto sql_function<"elt"> =
    sql_taking<"iv">([](auto const&... a) -> decltype(weir::elt(a...)) { return weir::elt(a...); });
template <>
inline constexpr auto sql_function<"levenshtein"> = sql_taking<"tti">(
    [](auto const&... a) -> decltype(weir::levenshtein(a...)) { return weir::levenshtein(a...); });
template <>
inline constexpr auto sql_function<"soundex"> =
    sql_taking<"t">([](auto const&... a) -> decltype(weir::soundex(a...)) { return weir::soundex(a...); });
template <>
inline constexpr auto sql_function<"like"> =
    sql_taking<"t">([](auto const&... a) -> decltype(weir::like(a...)) { return weir::like(a...); });
template <>
inline constexpr auto sql_function<"ilike"> =
    sql_taking<"t">([](auto const&... a) -> decltype(weir::ilike(a...)) { return weir::ilike(a...); });
template <>
inline constexpr auto sql_function<"rlike"> =
    sql_taking<"t">([](auto const&... a) -> decltype(weir::rlike(a...)) { return weir::rlike(a...); });
template <>
inline constexpr auto sql_function<"regexp"> =
    sql_taking<"t">([](auto const&... a) -> decltype(weir::regexp(a...)) { return weir::regexp(a...); });
template <>
inline constexpr auto sql_function<"regexp_like"> = sql_taking<"t">(
    [](auto const&... a) -> decltype(weir::regexp_like(a...)) { return weir::regexp_like(a...); });
template <>
inline constexpr auto sql_function<"regexp_replace"> = sql_taking<"ttti">(
    [](auto const&... a) -> decltype(weir::regexp_replace(a...)) { return weir::regexp_replace(a...); });
template <>
inline constexpr auto sql_function<"regexp_extract"> = sql_taking<"tti">(
    [](auto const&... a) -> decltype(weir::regexp_extract(a...)) { return weir::regexp_extract(a...); });
template <>
inline constexpr auto sql_function<"regexp_extract_all"> =
    sql_taking<"tti">([](auto const&... a) -> decltype(weir::regexp_extract_all(a...)) {
        return weir::regexp_extract_all(a...);
    });
template <>
inline constexpr auto sql_function<"regexp_count"> = sql_taking<"t">(
    [](auto const&... a) -> decltype(weir::regexp_count(a...)) { return weir::regexp_count(a...); });
template <>
inline constexpr auto sql_function<"regexp_instr"> = sql_taking<"tti">(
    [](auto const&... a) -> decltype(weir::regexp_instr(a...)) { return weir::regexp_instr(a...); });
template <>
inline constexpr auto sql_function<"regexp_substr"> = sql_taking<"t">(
    [](auto const&... a) -> decltype(weir::regexp_substr(a...)) { return weir::regexp_substr(a...); });
template <>
inline constexpr auto sql_function<"base64"> =
    sql_taking<"b">([](auto const&... a) -> decltype(weir::base64(a...)) { return weir::base64(a...); });
template <>
inline constexpr auto sql_function<"unbase64"> =
    sql_taking<"t">([](auto const&... a) -> decltype(weir::unbase64(a...)) { return weir::unbase64(a...); });
template <>
inline constexpr auto sql_function<"hex"> =
    sql_taking<"h">([](auto const&... a) -> decltype(weir::hex(a...)) { return weir::hex(a...); });
template <>
inline constexpr auto sql_function<"unhex"> =
    sql_taking<"t">([](auto const&... a) -> decltype(weir::unhex(a...)) { return weir::unhex(a...); });
template <>
inline constexpr auto sql_function<"encode"> =
    sql_taking<"t">([](auto const&... a) -> decltype(weir::encode(a...)) { return weir::encode(a...); });
template <>
inline constexpr auto sql_function<"luhn_check"> = sql_taking<"t">(
    [](auto const&... a) -> decltype(weir::luhn_check(a...)) { return weir::luhn_check(a...); });
template <>
inline constexpr auto sql_function<"mask"> =
    sql_taking<"ta">([](auto const&... a) -> decltype(weir::mask(a...)) { return weir::mask(a...); });
template <>
inline constexpr auto sql_function<"quote"> =
    sql_taking<"t">([](auto const&... a) -> decltype(weir::quote(a...)) { return weir::quote(a...); });
template <>
inline constexpr auto sql_function<"is_valid_utf8"> = sql_taking<"t">(
    [](auto const&... a) -> decltype(weir::is_valid_utf8(a...)) { return weir::is_valid_utf8(a...); });
template <>
inline constexpr auto sql_function<"make_valid_utf8"> = sql_taking<"t">(
    [](auto const&... a) -> decltype(weir::make_valid_utf8(a...)) { return weir::make_valid_utf8(a...); });
template <>
inline constexpr auto sql_function<"validate_utf8"> = sql_taking<"t">(
    [](auto const&... a) -> decltype(weir::validate_utf8(a...)) { return weir::validate_utf8(a...); });
template <>
inline constexpr auto sql_function<"try_validate_utf8"> =
    sql_taking<"t">([](auto const&... a) -> decltype(weir::try_validate_utf8(a...)) {
        return weir::try_validate_utf8(a...);
    });
template <>
inline constexpr auto sql_function<"to_binary"> = sql_taking<"t">(
    [](auto const&... a) -> decltype(weir::to_binary(a...)) { return weir::to_binary(a...); });
template <>
inline constexpr auto sql_function<"try_to_binary"> = sql_taking<"t">(
    [](auto const&... a) -> decltype(weir::try_to_binary(a...)) { return weir::try_to_binary(a...); });
template <>
inline constexpr auto sql_function<"lpad"> =
    sql_taking<"viv">([](auto const&... a) -> decltype(weir::lpad(a...)) { return weir::lpad(a...); });
template <>
inline constexpr auto sql_function<"rpad"> =
    sql_taking<"viv">([](auto const&... a) -> decltype(weir::rpad(a...)) { return weir::rpad(a...); });
template <>
inline constexpr auto sql_function<"char"> =
    sql_taking<"l">([](auto const& code) { return make_function<renamed<"char", chr_function>>(code); });
template <>
inline constexpr auto sql_function<"url_encode"> = sql_taking<"t">(
    [](auto const&... a) -> decltype(weir::url_encode(a...)) { return weir::url_encode(a...); });
template <>
inline constexpr auto sql_function<"url_decode"> = sql_taking<"t">(
    [](auto const&... a) -> decltype(weir::url_decode(a...)) { return weir::url_decode(a...); });
template <>
inline constexpr auto sql_function<"try_url_decode"> = sql_taking<"t">(
    [](auto const&... a) -> decltype(weir::try_url_decode(a...)) { return weir::try_url_decode(a...); });
template <>
inline constexpr auto sql_function<"parse_url"> = sql_taking<"t">(
    [](auto const&... a) -> decltype(weir::parse_url(a...)) { return weir::parse_url(a...); });
template <>
inline constexpr auto sql_function<"try_parse_url"> = sql_taking<"t">(
    [](auto const&... a) -> decltype(weir::try_parse_url(a...)) { return weir::try_parse_url(a...); });
template <>
inline constexpr auto sql_function<"format_string"> = sql_taking<"ta">(
    [](auto const&... a) -> decltype(weir::format_string(a...)) { return weir::format_string(a...); });
template <>
inline constexpr auto sql_function<"printf"> =
    sql_taking<"ta">([](auto const&... a) -> decltype(weir::printf(a...)) { return weir::printf(a...); });
template <>
inline constexpr auto sql_function<"format_number"> =
    sql_taking<"mw">([](auto const& e, auto const& form) { return weir::format_number(e, form); });

// Formats of numbers are read when the program is compiled.
template <>
inline constexpr auto sql_function<"to_number"> =
    []<class E, fixed_string F>(E const& e, constant_text<F> const&) {
        return weir::to_number<F>(as_sql_argument<'t'>(e));
    };
template <>
inline constexpr auto sql_function<"try_to_number"> =
    []<class E, fixed_string F>(E const& e, constant_text<F> const&) {
        return weir::try_to_number<F>(as_sql_argument<'t'>(e));
    };
template <>
inline constexpr auto sql_function<"to_char"> =
    []<class E, fixed_string F>(E const& e, constant_text<F> const&) {
        return weir::to_char<F>(as_sql_argument<'n'>(e));
    };
template <>
inline constexpr auto sql_function<"to_varchar"> =
    []<class E, fixed_string F>(E const& e, constant_text<F> const&) {
        return weir::to_char<F>(as_sql_argument<'n'>(e));
    };
template <>
inline constexpr auto sql_function<"sentences"> = sql_taking<"t">(
    [](auto const&... a) -> decltype(weir::sentences(a...)) { return weir::sentences(a...); });

} // namespace weir::detail
