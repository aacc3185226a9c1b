// SPDX-License-Identifier: BSL-1.0
// What is known of a cast at compile time: its type, whether it can be null, its name, and the pairs that
// have none.
#include <weir/expr/arithmetic.hpp>
#include <weir/expr/cast.hpp>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace weir::literals;
using weir::cast;
using weir::try_cast;

struct record {
    bool p;
    std::int32_t i;
    std::optional<std::int64_t> l;
    double d;
    std::string s;
    weir::timestamp t;
    weir::date day;
    weir::binary bytes;
    std::vector<std::int32_t> list;
};

template <class E, class T>
constexpr bool gives = std::same_as<typename E::template result<record>, T>;

static_assert(gives<decltype(cast<std::string>("i"_c)), std::string>);
static_assert(gives<decltype("l"_c.cast<std::int32_t>()), std::optional<std::int32_t>>);
static_assert(gives<decltype(cast<weir::timestamp>("s"_c)), weir::timestamp>);
static_assert(gives<decltype(cast<std::optional<std::int32_t>>("s"_c)), std::optional<std::int32_t>>);
static_assert(gives<decltype(cast<weir::decimal<10, 2>>("d"_c)), std::optional<weir::decimal<10, 2>>>);
static_assert(gives<decltype(cast<std::int32_t>(nullptr)), std::optional<std::int32_t>>);
static_assert(gives<decltype(try_cast<std::int32_t>("s"_c)), std::optional<std::int32_t>>);
static_assert(gives<decltype(try_cast<std::int64_t>("i"_c)), std::int64_t>);
static_assert(gives<decltype(cast<std::string>("list"_c)), std::string>);
static_assert(gives<decltype(cast<std::vector<std::int32_t>>("list"_c)), std::vector<std::int32_t>>);
static_assert(gives<decltype(cast<bool>("t"_c)), weir::unknown_type>);

static_assert(decltype(cast<std::int64_t>("i"_c))::total<record>);
static_assert(decltype(cast<double>("i"_c))::total<record>);
static_assert(!decltype(cast<std::int8_t>("i"_c))::total<record>);
static_assert(!decltype(cast<double>("s"_c))::total<record>);
static_assert(!decltype(cast<std::string>("i"_c))::total<record>);
static_assert(!decltype(cast<double>("l"_c))::total<record>);

template <class E>
constexpr std::string_view name = weir::detail::output_name<E>::value.view();

static_assert(name<decltype(cast<std::int32_t>("d"_c))> == "d");
static_assert(name<decltype("d"_c.cast<std::int32_t>())> == "d");
static_assert(name<decltype(try_cast<std::int32_t>("d"_c))> == "d");
static_assert(name<decltype(cast<std::string>("window.start"_c))> == "start");
static_assert(name<decltype(cast<std::int32_t>("d"_c).cast<std::string>())>
              == "CAST(CAST(d AS INT) AS STRING)");
static_assert(name<decltype(cast<weir::decimal<10, 2>>("d"_c) + "i"_c)> == "(CAST(d AS DECIMAL(10,2)) + i)");
static_assert(name<decltype(try_cast<double>("d"_c + 1))> == "TRY_CAST((d + ?) AS DOUBLE)");
static_assert(decltype(cast<std::int32_t>("d"_c))::reads<record>() == weir::detail::one_column(3));

template <class E>
constexpr weir::verdict verdict_of(E) {
    return E::template check<record>();
}

static_assert(!verdict_of(cast<std::string>("list"_c)).failed());
static_assert(verdict_of(cast<weir::timestamp>("p"_c))
              == R"--(cannot cast boolean to timestamp in "CAST(p AS TIMESTAMP)"; cast it to int first)--");
static_assert(verdict_of(cast<bool>("t"_c))
              == R"--(cannot cast timestamp to boolean in "CAST(t AS BOOLEAN)"; compare it with a value)--");
static_assert(verdict_of(cast<weir::date>("i"_c))
              == R"--(cannot cast int to date in "CAST(i AS DATE)"; use date_from_unix_date)--");
static_assert(verdict_of(cast<std::int64_t>("day"_c))
              == R"--(cannot cast date to bigint in "CAST(day AS BIGINT)"; use unix_date)--");
static_assert(verdict_of(cast<weir::binary>("i"_c))
              == R"--(cannot cast int to binary in "CAST(i AS BINARY)"; cast it to string first)--");
static_assert(verdict_of(cast<std::int32_t>("bytes"_c))
              == R"--(cannot cast binary to int in "CAST(bytes AS INT)"; cast it to string first)--");
static_assert(
    verdict_of(cast<std::vector<std::int32_t>>("i"_c))
    == R"--(cannot cast int to array<int> in "i"; what becomes a nested type has to be one of the same shape)--");
static_assert(verdict_of(cast<std::int32_t>("list"_c))
              == R"--(cannot cast array<int> to int in "CAST(list AS INT)"; read its fields one by one)--");
static_assert(verdict_of(cast<std::int32_t>("prcie"_c)).failed());
static_assert(verdict_of(try_cast<weir::timestamp>("p"_c)).failed());

// A cast is a value at compile time too.
struct pair {
    std::int32_t i;
    double d;
};
constexpr pair row{7, 1.5};
static_assert(cast<std::int64_t>("i"_c).eval<pair>(weir::detail::struct_ref<pair>{&row}) == 7);
static_assert(cast<std::int32_t>("2024").eval<pair>(weir::detail::struct_ref<pair>{&row}) == 2024);

} // namespace
