# SPDX-License-Identifier: BSL-1.0
# Tests cmake/reject.cmake itself: mistakes that it must accept, and tests of mistakes that it must turn down.

cmake_minimum_required(VERSION 3.25)
cmake_path(GET SCRIPT PARENT_PATH scripts)
include(${scripts}/compiler.cmake)
weir_command_after_dashes(compiler)

file(REMOVE_RECURSE ${SCRATCH})
file(
    WRITE ${SCRATCH}/raise.hpp
    [[
#pragma once
#include <cstddef>

template <std::size_t N>
struct fixed_string {
    char text[N + 1]{};
    constexpr fixed_string() = default;
    constexpr fixed_string(char const (&s)[N + 1]) {
        for (std::size_t i = 0; i != N; ++i) text[i] = s[i];
    }
};
template <std::size_t N>
fixed_string(char const (&)[N]) -> fixed_string<N - 1>;

#if defined(__clang__)
template <fixed_string... Parts>
inline constexpr bool error = false;

template <fixed_string M, std::size_t I>
consteval auto part() {
    constexpr std::size_t left = sizeof(M.text) - 1 - 34 * I;
    fixed_string<(left < 34 ? left : 34)> r;
    for (std::size_t i = 0; i != sizeof(r.text) - 1; ++i) r.text[i] = M.text[34 * I + i];
    return r;
}

template <fixed_string... Parts>
constexpr void raise_parts() {
    static_assert(error<Parts...>);
}

template <fixed_string M>
constexpr void raise() {
    raise_parts<part<M, 0>(), part<M, 1>(), part<M, 2>()>();
}
#else
template <fixed_string M>
struct error;

template <fixed_string M>
constexpr void raise() {
    static_assert(sizeof(error<M>) != 0);
}
#endif
]]
)

# check(<name> <what the driver must say when it fails, or NOTHING> <text of the test file>)
function(check name fault text)
    set(file ${SCRATCH}/${name}.cpp)
    file(WRITE ${file} "${text}")
    execute_process(
        COMMAND ${CMAKE_COMMAND} -D FILE=${file} -P ${SCRIPT} -- ${compiler}
        RESULT_VARIABLE result
        OUTPUT_VARIABLE output
        ERROR_VARIABLE output
    )
    string(FIND "${output}" "${fault}" found)
    if(fault STREQUAL NOTHING AND NOT result EQUAL 0)
        message(SEND_ERROR "${name}: must be accepted, but:\n${output}")
    elseif(NOT fault STREQUAL NOTHING AND (result EQUAL 0 OR found EQUAL -1))
        message(SEND_ERROR "${name}: must be turned down with '${fault}', but gave ${result}:\n${output}")
    endif()
endfunction()

set(text [[no column "prcie" in {dt: timestamp, tags: array<string>[2]}; did you mean "price", or 'a\b'?]])
string(REGEX REPLACE "([\"\\])" "\\\\\\1" literal "${text}")

check(accepted NOTHING "// expect: ${text}
#include \"raise.hpp\"
int main() {
#ifdef WEIR_MISTAKE
    raise<\"${literal}\">();
#endif
}
")
check(accepted_part NOTHING "// expect: did you mean \"price\"
#include \"raise.hpp\"
int main() {
#ifdef WEIR_MISTAKE
    raise<\"${literal}\">();
#endif
}
")
check(no_expectation "the first line is not" "int main() {}\n")
check(bad_twin "the twin without the mistake does not compile" "// expect: x\nint main() { return y; }\n")
check(no_mistake "the mistake compiles" "// expect: x\nint main() {}\n")
check(other_text "the error does not say: no column \"price\"" "// expect: no column \"price\"
#include \"raise.hpp\"
int main() {
#ifdef WEIR_MISTAKE
    raise<\"${literal}\">();
#endif
}
")
check(two_errors "there are 2 errors, not one" "// expect: no column
#include \"raise.hpp\"
int main() {
#ifdef WEIR_MISTAKE
    raise<\"${literal}\">();
    return y;
#endif
}
")
file(WRITE ${SCRATCH}/broken.hpp "#ifdef WEIR_MISTAKE\nint x = no_such_name;\n#endif\n")
check(fault_elsewhere "no line of the test file is named" "// expect: no_such_name
#include \"broken.hpp\"
int main() {}
")
