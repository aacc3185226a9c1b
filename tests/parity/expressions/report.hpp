// SPDX-License-Identifier: BSL-1.0
// Answers to the questions of a recording, compared with Spark's and counted by topic.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace parity {

struct column_answer {
    std::string name;
    std::string type;
    bool nullable = false;
    std::vector<std::string> values;
    std::vector<std::string> shown;
};

/// What weir answers: why it does not compile, the condition of the error that it ends with, or columns.
struct answer {
    std::string rejected;
    std::string error;
    std::string message;
    std::vector<column_answer> columns;
};

/// What Spark answered. A null pointer: not recorded. Values are JSON texts, one a row; of several columns an object
/// a row.
struct question {
    char const* topic;
    char const* text;
    char const* name;
    char const* type;
    int nullable; // -1: not recorded
    char const* error;
    char const* values;  // JSON list of the values of all rows, or null
    char const* shown;   // JSON list of the cells of all rows, or null
    char const* columns; // of a generator: JSON list of [name, type, nullable]
    double tolerance;
    char const* known; // why weir differs, or null
};

void write_string(std::string& out, std::string_view text);
void write_base64(std::string& out, std::string_view bytes);
void write_number(std::string& out, double value);
void write_number(std::string& out, float value);

using action = void (*)(void*);
void run_action(answer& a, action f, void* data);

template <class F>
void run(answer& a, F&& f) {
    run_action(a, [](void* data) { (*static_cast<std::remove_reference_t<F>*>(data))(); }, &f);
}

/// Whether two JSON texts are the same, numbers with a fraction up to `tolerance`.
bool same_json(std::string_view one, std::string_view other, double tolerance);

/// Counts a question of a topic: `difference` is empty where weir answers as Spark, `known` is why it does not, or null.
void count(char const* topic, char const* text, std::string const& difference, char const* known);
/// Compares and counts.
void judge(question const& q, answer const& a);
/// Prints the rate of each topic and what fails; 0 where nothing differs that is not known, and all that is known does.
int finish();

} // namespace parity
