# SPDX-License-Identifier: BSL-1.0
# Tests that a mistake does not compile, and that the compiler's one error says what is wrong. Included, it gives
# weir_add_reject_test(<file>); run as `cmake -D FILE=<file> -P reject.cmake -- <compiler command>`, it is the test.
#
# The first line of the file is `// expect: <text>`. The file compiles as it is; with -DWEIR_MISTAKE there must be
# exactly one error, its first line must hold the text, and the output must point at a line of the file itself.
#
# With TWIN=OFF only the mistake is compiled. With PRELUDE, a header that the compiler has precompiled beside it, the
# file is compiled behind that header.

include(${CMAKE_CURRENT_LIST_DIR}/compiler.cmake)

# Registers the test `reject.<name of the file>` for the compiler of this build.
function(weir_add_reject_test file)
    cmake_path(ABSOLUTE_PATH file)
    cmake_path(GET file STEM name)
    weir_compiler_command(command)
    add_test(
        NAME reject.${name}
        COMMAND
            ${CMAKE_COMMAND} -D FILE=${file} -D PRELUDE=${WEIR_REJECT_PRELUDE} -D TWIN=${WEIR_TEST_TWINS} -P
            ${PROJECT_SOURCE_DIR}/cmake/reject.cmake -- ${command}
    )
    set_tests_properties(reject.${name} PROPERTIES LABELS reject)
endfunction()

if(NOT CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
    return()
endif()

cmake_minimum_required(VERSION 3.25)

weir_command_after_dashes(compiler)
if(PRELUDE)
    list(APPEND compiler -include ${PRELUDE})
endif()
# CMake splits lists at `;` and keeps brackets together, so these characters are put away while lines are a list.
string(ASCII 1 semicolon)
string(ASCII 2 open)
string(ASCII 3 close)
string(ASCII 4 backslash)

function(put_away out text)
    string(REPLACE ";" "${semicolon}" text "${text}")
    string(REPLACE "[" "${open}" text "${text}")
    string(REPLACE "]" "${close}" text "${text}")
    set(${out} "${text}" PARENT_SCOPE)
endfunction()

function(put_back out text)
    string(REPLACE "${semicolon}" ";" text "${text}")
    string(REPLACE "${open}" "[" text "${text}")
    string(REPLACE "${close}" "]" text "${text}")
    set(${out} "${text}" PARENT_SCOPE)
endfunction()

function(fail reason)
    # CMake reflows the text of an error, so what matters is said before it.
    message(NOTICE "${output}\nreject: ${reason}")
    message(FATAL_ERROR "${FILE} is not rejected as it should be")
endfunction()

function(compile)
    # GCC translates "error:" and prints typographic quotes in other locales.
    execute_process(
        COMMAND ${CMAKE_COMMAND} -E env LC_ALL=C ${compiler} -fsyntax-only ${ARGN} ${FILE}
        RESULT_VARIABLE result
        OUTPUT_VARIABLE output
        ERROR_VARIABLE output
    )
    set(result "${result}" PARENT_SCOPE)
    set(output "${output}" PARENT_SCOPE)
endfunction()

# Joins the string arguments of the template that an error line names, as the author of the message wrote them:
# GCC prints one string, Clang several, and both put a backslash before quotes and backslashes.
function(join_strings out line)
    put_away(line "${line}")
    string(REPLACE "\\\\" "${backslash}" line "${line}")
    string(REGEX MATCHALL "\"([^\"\\]|\\\\.)*\"" pieces "${line}")
    set(joined "")
    foreach(piece IN LISTS pieces)
        string(REGEX REPLACE "^\"|\"$" "" piece "${piece}")
        string(APPEND joined "${piece}")
    endforeach()
    string(REGEX REPLACE "\\\\([\"'])" "\\1" joined "${joined}")
    string(REPLACE "${backslash}" "\\" joined "${joined}")
    put_back(joined "${joined}")
    set(${out} "${joined}" PARENT_SCOPE)
endfunction()

file(READ "${FILE}" source)
string(REGEX MATCH "^[^\n]*" first_line "${source}")
if(NOT first_line MATCHES "^// expect: (.*[^ ]) *$")
    fail("the first line is not '// expect: <text>'")
endif()
set(expected "${CMAKE_MATCH_1}")

if(NOT DEFINED TWIN OR TWIN)
    compile()
    if(NOT result EQUAL 0)
        fail("the twin without the mistake does not compile")
    endif()
endif()

compile(-DWEIR_MISTAKE)
if(result EQUAL 0)
    fail("the mistake compiles")
endif()

put_away(lines "${output}")
string(REPLACE "\n" ";" lines "${lines}")
set(errors "")
set(own_line FALSE)
string(REGEX REPLACE "([][+.*()^$?|\\])" "\\\\\\1" file_pattern "${FILE}")
foreach(line IN LISTS lines)
    put_back(line "${line}")
    if(line MATCHES "^[^ ].*: (fatal )?error: ")
        put_away(line "${line}")
        list(APPEND errors "${line}")
        put_back(line "${line}")
    endif()
    # A line such as "In file included from <file>:3:" says only that the file includes something.
    if(line MATCHES "^${file_pattern}:[0-9]+:[0-9]+:")
        set(own_line TRUE)
    endif()
endforeach()

list(LENGTH errors count)
if(NOT count EQUAL 1)
    fail("there are ${count} errors, not one")
endif()
list(GET errors 0 error)
put_back(error "${error}")
join_strings(message "${error}")
string(FIND "${message}" "${expected}" in_message)
string(FIND "${error}" "${expected}" in_error)
if(in_message EQUAL -1 AND in_error EQUAL -1)
    fail("the error does not say: ${expected}\nit says:                    ${message}")
endif()
if(NOT own_line)
    fail("no line of the test file is named")
endif()
message(STATUS "${message}")
