// SPDX-License-Identifier: BSL-1.0
// What weir throws at run time: Spark's error condition, a message, and where it happened.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace weir {

/// The base of everything that weir throws.
///
/// `what()` reads `[CONDITION] message (file "a.csv", line 3, column "price")`.
///
/// Example `catch (weir::error& e) { if (e.condition() == "DIVIDE_BY_ZERO") ... }`
class error : public std::runtime_error {
public:
    error(std::string condition, std::string const& message)
        : std::runtime_error(message), condition_(std::move(condition)), message_(message) {
        compose();
    }

    /// Spark's name of the error condition, such as `DIVIDE_BY_ZERO`.
    [[nodiscard]] std::string const& condition() const noexcept { return condition_; }
    /// What went wrong, without condition and place.
    [[nodiscard]] std::string const& message() const noexcept { return message_; }
    /// Where it went wrong, such as `file "a.csv", line 3`, or an empty text.
    [[nodiscard]] std::string const& context() const noexcept { return context_; }
    [[nodiscard]] char const* what() const noexcept override { return what_.c_str(); }

    /// Adds a piece of the place: `e.with_context("file", path)`.
    ///
    /// Example `catch (weir::error& e) { e.with_context("file", path); throw; }`
    error& with_context(std::string_view label, std::string_view value) {
        std::string quoted = "\"";
        quoted.append(value).push_back('"');
        return add_context(label, quoted);
    }
    /// Adds a number to the place: `e.with_context("line", 3)`.
    error& with_context(std::string_view label, std::int64_t value) {
        return add_context(label, std::to_string(value));
    }

private:
    error& add_context(std::string_view label, std::string const& value) {
        if (!context_.empty()) context_.append(", ");
        context_.append(label).append(" ").append(value);
        compose();
        return *this;
    }
    void compose() {
        what_.clear();
        what_.append("[").append(condition_).append("] ").append(message_);
        if (!context_.empty()) what_.append(" (").append(context_).append(")");
    }

    std::string condition_;
    std::string message_;
    std::string context_;
    std::string what_;
};

/// A result that does not exist or does not fit: division by zero, overflow.
class arithmetic_error : public error {
public:
    using error::error;
};

/// A value that cannot be converted to the type asked for.
class cast_error : public error {
public:
    using error::error;
};

/// A record or a file whose content is bad.
class data_error : public error {
public:
    using error::error;
};

/// A file, directory or connection that could not be used.
class io_error : public error {
public:
    using error::error;
};

/// A query that cannot start or cannot go on.
class query_error : public error {
public:
    using error::error;
};

namespace detail {

// Cold and out of line, so that a row loop holds a call and nothing else.

[[noreturn, gnu::cold, gnu::noinline]] inline void throw_divide_by_zero() {
    throw arithmetic_error("DIVIDE_BY_ZERO", "division by zero; use try_divide to get null instead");
}

[[noreturn, gnu::cold, gnu::noinline]] inline void throw_remainder_by_zero() {
    throw arithmetic_error("REMAINDER_BY_ZERO", "remainder by zero; use try_mod to get null instead");
}

/// Overflow of int or bigint; `instead` names the function that gives null, such as `try_add`, or is empty.
[[noreturn, gnu::cold, gnu::noinline]] inline void throw_arithmetic_overflow(std::string_view type,
                                                                             std::string_view instead = {}) {
    std::string message(type);
    message.append(" overflow");
    if (!instead.empty()) message.append("; use ").append(instead).append(" to get null instead");
    throw arithmetic_error("ARITHMETIC_OVERFLOW", message);
}

/// Overflow of tinyint or smallint, which do not widen; `op` is the operator's sign.
[[noreturn, gnu::cold, gnu::noinline]] inline void
throw_binary_arithmetic_overflow(std::int64_t a, std::string_view op, std::int64_t b, std::string_view type) {
    std::string message = std::to_string(a);
    message.append(" ").append(op).append(" ").append(std::to_string(b));
    message.append(" overflows ").append(type).append("; cast to a wider type first");
    throw arithmetic_error("BINARY_ARITHMETIC_OVERFLOW", message);
}

/// An event time so far away that its windows cannot be computed.
[[noreturn, gnu::cold, gnu::noinline]] inline void throw_time_out_of_range() {
    throw data_error(
        "DATETIME_OVERFLOW",
        "an event time lies more than 146,000 years from 1970; filter such rows before the window");
}

/// A text (or another value) that is not written as `to` wants it.
[[noreturn, gnu::cold, gnu::noinline]] inline void
throw_cast_invalid_input(std::string_view value, std::string_view from, std::string_view to) {
    std::string message = "cannot cast \"";
    message.append(value).append("\" from ").append(from).append(" to ").append(to);
    message.append("; use try_cast to get null instead");
    throw cast_error("CAST_INVALID_INPUT", message);
}

/// A number outside the range of `to`.
[[noreturn, gnu::cold, gnu::noinline]] inline void
throw_cast_overflow(std::string_view value, std::string_view from, std::string_view to) {
    std::string message = "cannot cast ";
    message.append(value).append(" from ").append(from).append(" to ").append(to);
    message.append(": out of range; use try_cast to get null instead");
    throw cast_error("CAST_OVERFLOW", message);
}

/// A value that has too many digits for `decimal(precision,scale)`.
[[noreturn, gnu::cold, gnu::noinline]] inline void
throw_numeric_value_out_of_range(std::string_view value, int precision, int scale) {
    std::string message(value);
    message.append(" does not fit decimal(").append(std::to_string(precision)).append(",");
    message.append(std::to_string(scale)).append("); use a try_ function to get null instead");
    throw arithmetic_error("NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION", message);
}

/// A result of the operator or function `op` that has too many digits for `decimal(precision,scale)`.
[[noreturn, gnu::cold, gnu::noinline]] inline void throw_result_out_of_range(std::string_view op,
                                                                             int precision, int scale) {
    std::string what("the result of ");
    what.append(op);
    throw_numeric_value_out_of_range(what, precision, scale);
}

} // namespace detail
} // namespace weir
