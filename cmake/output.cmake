# SPDX-License-Identifier: BSL-1.0
# Tests that a program succeeds and prints exactly what a file holds.
# Run as: cmake -D PROGRAM=<file> -D EXPECTED=<file> -D ACTUAL=<scratch file> -P output.cmake

cmake_minimum_required(VERSION 3.25)

execute_process(COMMAND ${PROGRAM} OUTPUT_FILE ${ACTUAL} RESULT_VARIABLE result)
if(NOT result EQUAL 0)
    file(READ ${ACTUAL} output)
    message(NOTICE "${output}")
    message(FATAL_ERROR "${PROGRAM} ended with: ${result}")
endif()
execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${EXPECTED} ${ACTUAL} RESULT_VARIABLE result ERROR_QUIET)
if(NOT result EQUAL 0)
    find_program(diff diff)
    if(diff)
        execute_process(COMMAND ${diff} -u ${EXPECTED} ${ACTUAL})
    endif()
    message(FATAL_ERROR "the output is not that of ${EXPECTED}")
endif()
