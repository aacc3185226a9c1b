# SPDX-License-Identifier: BSL-1.0
# Makes every test case of a Catch2 program a CTest test, labelled `threads` where the case is tagged [threads].
# Included, it gives weir_discover_tests(); run as a script after the program is linked, it writes CTest's file.

# weir_discover_tests(<target> PREFIX <prefix> LABELS <label>... WORKING_DIRECTORY <folder>)
function(weir_discover_tests target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "PREFIX;WORKING_DIRECTORY" "LABELS")
    set(out ${CMAKE_CURRENT_BINARY_DIR}/${target}.ctest.cmake)
    string(REPLACE ";" "," labels "${arg_LABELS}")
    add_custom_command(
        TARGET ${target}
        POST_BUILD
        COMMAND
            ${CMAKE_COMMAND} -D PROGRAM=$<TARGET_FILE:${target}> -D OUT=${out} -D PREFIX=${arg_PREFIX} -D
            LABELS=${labels} -D FOLDER=${arg_WORKING_DIRECTORY} -D CATCH=${Catch2_VERSION_MAJOR} -P
            ${PROJECT_SOURCE_DIR}/cmake/discover.cmake
        BYPRODUCTS ${out}
        VERBATIM
    )
    # A program that is not built is a failing test, not a missing one.
    set(list ${CMAKE_CURRENT_BINARY_DIR}/${target}.include.cmake)
    file(
        WRITE ${list}
        "if(EXISTS [[${out}]])\n    include([[${out}]])\nelse()\n    add_test([[${arg_PREFIX}.not_built]] not_built)\nendif()\n"
    )
    set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${list})
endfunction()

if(NOT CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
    return()
endif()

cmake_minimum_required(VERSION 3.25)

# Stores in `out` the names of the test cases that the arguments select.
function(list_cases out)
    if(CATCH LESS 3)
        set(list --list-test-names-only)
    else()
        set(list --list-tests --verbosity quiet)
    endif()
    # Catch2 v2 ends with the number of names, so the result says nothing; a crash shows as an empty list.
    execute_process(COMMAND ${PROGRAM} ${ARGN} ${list} OUTPUT_VARIABLE names)
    string(REPLACE ";" "\\;" names "${names}")
    string(REGEX REPLACE "\n+$" "" names "${names}")
    string(REPLACE "\n" ";" names "${names}")
    list(TRANSFORM names STRIP)
    set(${out} "${names}" PARENT_SCOPE)
endfunction()

list_cases(cases)
list_cases(threads "[threads]")
if(NOT cases)
    message(FATAL_ERROR "${PROGRAM} lists no test case")
endif()
# A name that selects nothing must fail; Catch2 v3 does so by itself.
set(strict "")
if(CATCH LESS 3)
    set(strict " --warn NoTests")
endif()
string(REPLACE "," ";" LABELS "${LABELS}")
set(text "")
foreach(case IN LISTS cases)
    string(REGEX REPLACE "([][,\\])" "\\\\\\1" pattern "${case}")
    set(labels ${LABELS})
    if(case IN_LIST threads)
        list(APPEND labels threads)
    endif()
    string(APPEND text "add_test([==[${PREFIX}.${case}]==] [==[${PROGRAM}]==] [==[${pattern}]==]${strict})\n")
    string(APPEND text "set_tests_properties([==[${PREFIX}.${case}]==] PROPERTIES LABELS [==[${labels}]==]")
    string(APPEND text " WORKING_DIRECTORY [==[${FOLDER}]==])\n")
endforeach()
file(WRITE ${OUT} "${text}")
