# SPDX-License-Identifier: BSL-1.0
# Tests that one header compiles on its own, twice in one file and without a warning.
# Run as: cmake -D HEADER=<weir/…/x.hpp> -P header.cmake -- <compiler command>

cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/compiler.cmake)

# What only optional headers need: a machine without it skips them.
set(optional "range/v3/|librdkafka/|rocksdb/|arrow/|parquet/|simdjson|fmt/|pcre2")

weir_command_after_dashes(compiler)
# Something that the header includes itself, precompiled.
if(BASE)
    list(APPEND compiler -include-pch ${BASE})
endif()
execute_process(
    COMMAND
        ${CMAKE_COMMAND} -E env LC_ALL=C ${compiler} -fsyntax-only -include ${HEADER} -include ${HEADER} -x c++
        /dev/null
    RESULT_VARIABLE result
    OUTPUT_VARIABLE output
    ERROR_VARIABLE output
)
if(result EQUAL 0)
    message(STATUS "${HEADER} compiles on its own")
elseif(output MATCHES "fatal error: '?((${optional})[^':\n]*)'?(: No such file| file not found)")
    message(STATUS "skipped: ${HEADER} needs ${CMAKE_MATCH_1}, which is not installed")
else()
    message(NOTICE "${output}")
    message(FATAL_ERROR "${HEADER} does not compile on its own")
endif()
